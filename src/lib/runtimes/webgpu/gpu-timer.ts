import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env } from '@tensorflow/tfjs-core';
import { flush, SUBMIT_AFTER } from './flush.ts';
import {
	DISPATCHES_A_SET,
	passOf,
	readTimestamps,
	type GpuPass,
	type DispatchMark
} from './timestamps.ts';

/** Times dispatches on the GPU's own clock. */
export type GpuTimer = Readonly<{
	/**
	 * Gives every dispatch of a pass its own compute pass with two timestamps, which are read back
	 * once, after all of them.
	 *
	 * @param pass asks for the dispatches, and says when those of the next part begin
	 * @param oneSubmit whether all go to the GPU together: no gaps, but nothing is freed meanwhile
	 */
	time(pass: (begin: (part: number) => void) => void, oneSubmit: boolean): Promise<GpuPass>;
}>;

/** Puts timestamps around the compute passes that tfjs begins; `end` stops that. */
function watchPasses(backend: WebGPUBackend) {
	const { device } = backend;
	const createEncoder = device.createCommandEncoder.bind(device);
	const submit = backend.submitQueue.bind(backend);
	const run = backend.runWebGPUProgram.bind(backend);
	const sets: GPUQuerySet[] = [];
	const marks: DispatchMark[] = [];
	let part = 0;
	let kernel = '';
	let submits = 0;

	function querySet(at: number): GPUQuerySet {
		const known = sets[at];
		if (known) return known;
		const made = device.createQuerySet({ type: 'timestamp', count: 2 * DISPATCHES_A_SET });
		sets.push(made);
		return made;
	}

	device.createCommandEncoder = (descriptor) => {
		const encoder = createEncoder(descriptor);
		const begin = encoder.beginComputePass.bind(encoder);
		encoder.beginComputePass = () => {
			const at = marks.length % DISPATCHES_A_SET;
			const set = querySet(Math.floor(marks.length / DISPATCHES_A_SET));
			marks.push({ part, kernel });
			return begin({
				timestampWrites: {
					querySet: set,
					beginningOfPassWriteIndex: 2 * at,
					endOfPassWriteIndex: 2 * at + 1
				}
			});
		};
		return encoder;
	};
	backend.submitQueue = () => {
		submits += 1;
		submit();
	};
	backend.runWebGPUProgram = (program, ...rest) => {
		backend.endComputePassEncoder();
		kernel = program.shaderKey;
		return run(program, ...rest);
	};
	return {
		begin: (next: number) => void (part = next),
		end() {
			device.createCommandEncoder = createEncoder;
			backend.submitQueue = submit;
			backend.runWebGPUProgram = run;
			return { marks, sets, submits };
		}
	};
}

/** A timer for a backend, `null` where its device has no clock to ask. */
export function gpuTimerOf(backend: WebGPUBackend): GpuTimer | null {
	const { device } = backend;
	if (!device.features.has('timestamp-query')) return null;
	return {
		async time(pass, oneSubmit) {
			flush(backend);
			const submitAfter = env().getNumber(SUBMIT_AFTER);
			if (oneSubmit) env().set(SUBMIT_AFTER, Infinity);
			const watched = watchPasses(backend);
			try {
				pass(watched.begin);
				flush(backend);
			} finally {
				watched.end();
				env().set(SUBMIT_AFTER, submitAfter);
			}
			const { marks, sets, submits } = watched.end();
			if (marks.length === 0) return passOf([], new BigUint64Array(), submits);
			return passOf(marks, await readTimestamps(device, sets, 2 * marks.length), submits);
		}
	};
}
