import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env } from '@tensorflow/tfjs-core';

/** What one dispatch took on the GPU's own clock. */
export type DispatchTime = Readonly<{
	/** The part of the pass that it belongs to. */
	part: number;
	kernel: string;
	ms: number;
}>;

/** One pass, dispatch by dispatch. */
export type GpuPass = Readonly<{
	dispatches: readonly DispatchTime[];
	/** From the start of the first dispatch to the end of the last, ms. */
	spanMs: number;
	/** The finest step that all its timestamps are multiples of, ms. */
	stepMs: number;
	/** In how many submissions the dispatches went to the GPU. */
	submits: number;
}>;

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

/** A query set holds 4096 timestamps at most (WebGPU, 20.1); a dispatch needs two. */
const DISPATCHES_A_SET = 2048;

const BYTES = 8;

/** tfjs submits after so many dispatches. */
const SUBMIT_AFTER = 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE';

type Mark = Readonly<{ part: number; kernel: string }>;

const greatestDivisor = (a: bigint, b: bigint): bigint =>
	b === 0n ? a : greatestDivisor(b, a % b);

/** @param times start and end of each dispatch, ns */
export function passOf(marks: readonly Mark[], times: BigUint64Array, submits: number): GpuPass {
	const first = times[0] ?? 0n;
	let [end, step] = [first, 0n];
	for (const time of times) {
		if (time > end) end = time;
		step = greatestDivisor(step, time > first ? time - first : first - time);
	}
	const ms = (ns: bigint): number => Number(ns) / 1e6;
	return {
		dispatches: marks.map((mark, i) => ({
			...mark,
			// Clocks may be set back between two passes (WebGPU, 20.4).
			ms: Math.max(0, ms((times[2 * i + 1] ?? 0n) - (times[2 * i] ?? 0n)))
		})),
		spanMs: ms(end - first),
		stepMs: ms(step),
		submits
	};
}

/** Puts timestamps around the compute passes that tfjs begins; `end` stops that. */
function watchPasses(backend: WebGPUBackend) {
	const { device } = backend;
	const createEncoder = device.createCommandEncoder.bind(device);
	const submit = backend.submitQueue.bind(backend);
	const run = backend.runWebGPUProgram.bind(backend);
	const sets: GPUQuerySet[] = [];
	const marks: Mark[] = [];
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

/** Timestamps of all sets, in order. */
async function read(
	device: GPUDevice,
	sets: readonly GPUQuerySet[],
	count: number
): Promise<BigUint64Array> {
	const size = count * BYTES;
	const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
	const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
	const staging = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
	try {
		const encoder = device.createCommandEncoder();
		sets.forEach((set, i) => {
			const first = i * 2 * DISPATCHES_A_SET;
			const own = Math.min(count - first, 2 * DISPATCHES_A_SET);
			encoder.resolveQuerySet(set, 0, own, resolved, first * BYTES);
		});
		encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
		device.queue.submit([encoder.finish()]);
		await staging.mapAsync(GPUMapMode.READ);
		return new BigUint64Array(staging.getMappedRange().slice(0));
	} finally {
		resolved.destroy();
		staging.destroy();
		for (const set of sets) set.destroy();
	}
}

/** Ends what tfjs records, and hands it to the GPU. */
function flush(backend: WebGPUBackend): void {
	backend.ensureCommandEncoderReady();
	backend.endComputePassEncoder();
	backend.submitQueue();
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
			return passOf(marks, await read(device, sets, 2 * marks.length), submits);
		}
	};
}
