import { LiveError } from '../../errors/failure.ts';
import {
	CONTROL_WORDS,
	MOST_JOBS,
	offer,
	takeJobs,
	waitForAll,
	WORD,
	type RunJob
} from './jobs.ts';
import { kernelModule } from './module.ts';
import { startThreads, type Threads } from './threads.ts';
import { CALL_WORDS, KERNELS, type KernelName } from './words.ts';

/** Memory that our kernels share with tfjs's. */
export type HostMemory = Readonly<{
	memory: WebAssembly.Memory;
	/** Bytes from tfjs's own heap; the address is 0 where there are no more. */
	allocate: (bytes: number) => number;
	release: (address: number) => void;
}>;

/** Our kernels on a memory, ready to be called. */
export type WasmEngine = Readonly<{
	/** Threads that compute, the one that calls among them. */
	threads: number;
	/** Whether it multiplies and adds in one step. */
	relaxed: boolean;
	/** Tells one release of the kernels from another. */
	print: string;
	/** Address of so many bytes that are zero and stay so. */
	zeros(bytes: number): number;
	/** Makes sure that each thread has so many bytes for itself. */
	reserve(bytes: number): void;
	/**
	 * Computes all jobs of a call.
	 *
	 * @param words what the kernel is called with, at most `CALL_WORDS`
	 */
	call(kernel: KernelName, words: readonly number[], jobs: number): void;
	close(): void;
}>;

/** So long without a finished job is a thread that has died, ms. */
const PATIENCE_MS = 60_000;

const NO_THREADS: Threads = { count: 0, end: () => {} };

const ADVICE = 'Run again; if it happens again, choose TensorFlow.js’s own kernels.';

const noMemory = (): LiveError =>
	new LiveError('out-of-memory', 'There is no memory left for WebAssembly.', ADVICE);

const crashed = (what: string): LiveError => new LiveError('worker-crashed', what, ADVICE);

/** @param threads how many may compute, where the memory is one that they can share */
export async function openEngine(
	{ memory, allocate, release }: HostMemory,
	threads: number
): Promise<WasmEngine> {
	const shared = !(memory.buffer instanceof ArrayBuffer);
	const { module, relaxed, print } = await kernelModule(shared);
	const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
	const run = exports.run as RunJob;
	const words = CONTROL_WORDS + CALL_WORDS;
	const control = allocate(4 * words);
	const args = control + 4 * CONTROL_WORDS;
	new Int32Array(memory.buffer, control, words).fill(0);
	const { count, end } = shared
		? await startThreads(threads - 1, { module, memory, control })
		: NO_THREADS;
	let nothing = 0;
	let nothingBytes = 0;
	let scratch = 0;
	let scratchBytes = 0;
	return {
		threads: count + 1,
		relaxed,
		print,
		zeros(bytes) {
			if (bytes <= nothingBytes) return nothing;
			if (nothing !== 0) release(nothing);
			nothing = allocate(bytes);
			if (nothing === 0) throw noMemory();
			nothingBytes = bytes;
			new Uint8Array(memory.buffer, nothing, bytes).fill(0);
			return nothing;
		},
		reserve(bytes) {
			if (bytes <= scratchBytes) return;
			// No two threads write to one line of the cache.
			const each = Math.ceil(bytes / 64) * 64;
			if (scratch !== 0) release(scratch);
			// Those that did not start keep their numbers.
			scratch = allocate(each * Math.max(1, threads));
			if (scratch === 0) throw noMemory();
			scratchBytes = each;
			const shares = new Int32Array(memory.buffer, control, CONTROL_WORDS);
			shares[WORD.scratch] = scratch;
			shares[WORD.scratchBytes] = each;
		},
		call(kernel, values, jobs) {
			// The memory may have grown since.
			const all = new Int32Array(memory.buffer, control, words);
			all.set(values, CONTROL_WORDS);
			const number = KERNELS.indexOf(kernel);
			if (count === 0 || jobs === 1 || jobs > MOST_JOBS) {
				for (let job = 0; job < jobs; job++) run(number, args, job, scratch);
				return;
			}
			const shares = all.subarray(0, CONTROL_WORDS);
			offer(shares, number, args, jobs);
			takeJobs(shares, run, 0);
			if (!waitForAll(shares, PATIENCE_MS))
				throw crashed('A thread of WebAssembly no longer answers.');
			if (Atomics.exchange(shares, WORD.failed, 0) !== 0)
				throw crashed('A thread of WebAssembly failed.');
		},
		close: end
	};
}
