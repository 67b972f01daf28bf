import type { GpuTimer } from '../webgpu/gpu-timer.ts';
import { listKernels } from './list-kernels.ts';

/** A backend that is ready to compute. */
export type OpenBackend = Readonly<{
	/** Rejects when the device is lost; else it stays pending. */
	lost: Promise<never>;
	/** Collects the device's errors from now on; the function it gives tells the first one, if any. */
	watch(): () => Promise<string | null>;
	/**
	 * Has what some work needs compiled beside what comes next, without computing it: its results are
	 * worth nothing. `null` where nothing is compiled ahead.
	 */
	ask: ((work: () => void) => void) | null;
	/**
	 * Waits for all that was asked for: before, nothing may be computed.
	 *
	 * @param onProgress how many shaders are compiled, and how many there are
	 */
	compiled(onProgress?: (done: number, total: number) => void): Promise<void>;
	/** Lists kernel calls from now on; the function it gives ends that and tells their names, in order. */
	list(): () => readonly string[];
	/** On WebGPU, for work that tfjs does not know of. */
	device: GPUDevice | null;
	/** The GPU's own clock; `null` where there is none to ask. */
	gpuTimer: GpuTimer | null;
	/**
	 * Waits until all that was asked of the device is computed, where it is to be given a pass piece by
	 * piece; `null` where it takes it as a whole.
	 */
	settle: (() => Promise<void>) | null;
	/**
	 * Gives memory back that was freed and is held for later; `null` where that is only given back by closing:
	 * there, what a network leaves for the next would grow from one to the next.
	 */
	trim: (() => void) | null;
	/** What else a report names of it, as text. */
	facts(): Readonly<Record<string, string>>;
	/** Of the processor that compute; `null` where it is another device, or where it has but one. */
	threads: number | null;
	/** Frees all memory of the backend. */
	close(): void;
}>;

const never: Promise<never> = new Promise<never>(() => {});

/** Backends that throw errors where they happen, and compile nothing ahead. */
export const plain = {
	lost: never,
	watch: () => () => Promise.resolve(null),
	ask: null,
	compiled: () => Promise.resolve(),
	list: listKernels,
	device: null,
	facts: () => ({}),
	settle: null,
	trim: () => {},
	threads: null,
	gpuTimer: null
};
