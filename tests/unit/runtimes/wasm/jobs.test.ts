import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	CONTROL_WORDS,
	offer,
	takeJobs,
	waitForAll,
	WORD
} from '../../../../src/lib/runtimes/wasm/jobs.ts';
import { runs } from '../../../runs.ts';

const KERNEL = 3;
const ARGS = 64;
/** Nobody computes meanwhile, so that no time is too short. */
const PATIENCE_MS = 1;

const words = (): Int32Array<SharedArrayBuffer> =>
	new Int32Array(new SharedArrayBuffer(4 * CONTROL_WORDS));

/** Takes a job as a thread does that then never comes back. */
function takeAndDie(control: Int32Array): void {
	Atomics.add(control, WORD.next, 1);
}

test('every job of every call is done once, with the call’s kernel and arguments', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 }), (calls) => {
			const control = words();
			for (const jobs of calls) {
				const done: number[] = [];
				offer(control, KERNEL, ARGS, jobs);
				takeJobs(
					control,
					(kernel, args, job) => {
						expect([kernel, args]).toEqual([KERNEL, ARGS]);
						done.push(job);
					},
					0
				);
				expect(waitForAll(control, PATIENCE_MS)).toBe(true);
				expect(done).toEqual(Array.from({ length: jobs }, (_, job) => job));
			}
		}),
		{ numRuns: runs(50) }
	);
});

test('a thread that dies or hangs with a job ends the wait, whichever job it took', () => {
	const control = words();
	for (const before of [0, 1, 4]) {
		const done: number[] = [];
		offer(control, KERNEL, ARGS, 6);
		takeJobs(
			control,
			(_kernel, _args, job) => {
				if (job === before) takeAndDie(control);
				done.push(job);
			},
			0
		);
		expect(done).toHaveLength(5);
		expect(done).not.toContain(before + 1);
		expect(waitForAll(control, PATIENCE_MS)).toBe(false);
	}
});

test('a job that fails is told, and the others are done all the same', () => {
	const control = words();
	const done: number[] = [];
	offer(control, KERNEL, ARGS, 4);
	takeJobs(
		control,
		(_kernel, _args, job) => {
			if (job === 2) throw new WebAssembly.RuntimeError('unreachable');
			done.push(job);
		},
		0
	);
	expect(waitForAll(control, PATIENCE_MS)).toBe(true);
	expect(done).toEqual([0, 1, 3]);
	expect(Atomics.exchange(control, WORD.failed, 0)).toBe(1);
});
