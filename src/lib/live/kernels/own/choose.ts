import type { Tensor } from '@tensorflow/tfjs-core';
import { isSoftware } from '../../backends.ts';
import { currentBackend } from '../wgsl/program.ts';

/** A kernel that could do it, under a name that is its own among the others. */
export type Candidate = Readonly<{ name: string; run: () => Tensor }>;

/** A run of so many ms shows on a coarse clock; shorter ones are launched many times in a row. */
const PLAIN = 5;
const LAUNCHES = 8;
const ROUNDS = 2;

/** A kernel that once took so many times the best one's time is not tried on this adapter again. */
const HOPELESS = 2;

/** What was found, by adapter and question: kept as long as the worker lives. */
const found = new Map<string, string>();
const hopeless = new Set<string>();

function adapterNames(): readonly string[] {
	const { vendor, architecture, device, description } = currentBackend().device.adapterInfo;
	return [vendor, architecture, device, description];
}

/** Whether the GPU is played by the processor: then measurements must be small. */
export const runsInSoftware = (): boolean => isSoftware(...adapterNames());

const keyOf = (question: string): string => `${adapterNames().join('/')} ${question}`;

/** What was found for a question on this adapter before. */
export const chosen = (question: string): string | undefined => found.get(keyOf(question));

/** Milliseconds of so many launches and a read-back. */
async function time(run: () => Tensor, launches: number): Promise<number> {
	const start = performance.now();
	for (let i = 1; i < launches; i++) run().dispose();
	const y = run();
	await y.data();
	y.dispose();
	return performance.now() - start;
}

/** The least time of a candidate after a first run that compiles it; infinite if the device objects. */
async function timeOf({ run }: Candidate, best: number): Promise<number> {
	const { device } = currentBackend();
	device.pushErrorScope('validation');
	await time(run, 1);
	let least = await time(run, 1);
	const launches = least < PLAIN ? LAUNCHES : 1;
	if (least < HOPELESS * best)
		for (let round = 0; round < (launches > 1 ? ROUNDS : 1); round++)
			least = Math.min(least, (await time(run, launches)) / launches);
	const error = await device.popErrorScope();
	return error ? Infinity : least;
}

/**
 * The name of the candidate that is fastest on this device, by a short measurement the first time.
 *
 * @param question names what is asked: the same question has the same answer
 */
export async function choose(
	question: string,
	candidates: readonly Candidate[]
): Promise<string | undefined> {
	const known = chosen(question);
	if (known !== undefined) return known;
	const times = new Map<string, number>();
	for (const candidate of candidates) {
		if (hopeless.has(keyOf(candidate.name))) continue;
		times.set(candidate.name, await timeOf(candidate, Math.min(...times.values())));
	}
	const [best] = [...times].sort(([, a], [, b]) => a - b);
	if (!best) return undefined;
	for (const [name, ms] of times) if (ms > HOPELESS * best[1]) hopeless.add(keyOf(name));
	found.set(keyOf(question), best[0]);
	return best[0];
}
