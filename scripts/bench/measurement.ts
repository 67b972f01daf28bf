import type { LayerTime } from '../../src/lib/runtimes/layer-time.ts';
import type { Output } from '../../src/lib/benchmark/report/report.ts';

/** What can run a network, in the order of the table. */
export const RUNTIMES = {
	'ours-webgpu': { label: 'WebGPU, ours', isolated: false },
	'stock-webgpu': { label: 'WebGPU, stock tfjs', isolated: false },
	'ort-webgpu': { label: 'WebGPU, onnxruntime-web', isolated: false },
	'ours-wasm': { label: 'WASM, ours', isolated: false },
	'stock-wasm': { label: 'WASM, stock tfjs', isolated: false },
	'ort-wasm': { label: 'WASM, onnxruntime-web', isolated: false },
	// As in browsers that multiply and add in two steps.
	'ours-wasm-plain': { label: 'WASM, ours, no relaxed SIMD', isolated: false },
	// Pages that are isolated from other origins may use threads.
	'ours-wasm-threads': { label: 'WASM, ours, threads', isolated: true },
	'ort-wasm-threads': { label: 'WASM, onnxruntime-web, threads', isolated: true }
} as const satisfies Readonly<Record<string, { label: string; isolated: boolean }>>;

export type Runtime = keyof typeof RUNTIMES;

/** The name of a worker that is to find no relaxed SIMD. */
export const WITHOUT_RELAXED_SIMD = 'without relaxed SIMD';

export const isRuntime = (name: string): name is Runtime => Object.hasOwn(RUNTIMES, name);

/** What to measure in the page. */
export type Request = Readonly<{
	/** timm's name. */
	preset: string;
	/** Side of the square input, where it is not the network's usual one. */
	input?: number;
	runtime: Runtime;
	/** The most timed passes, and the most time for them in ms; one always runs. */
	runs: number;
	budgetMs: number;
	/** Whether layers are timed too, and what the device reaches at best. */
	layers?: boolean;
}>;

/** What was measured, as plain data. Times in ms, sizes in bytes. */
export type Measurement = Readonly<{
	/** What computed, as it says itself. */
	device: string;
	threads: number;
	/** From the weights at hand to a network that is ready to run. */
	buildMs: number;
	/** The first pass: compiling, uploading, computing, until its result was read back. */
	firstMs: number;
	/** Timed passes after it. */
	samples: readonly number[];
	/** Where runtimes took turns: the median of each round. */
	rounds?: readonly number[];
	/** What each layer took, and the most FLOP/s that were seen; only of ours, and where it was asked for. */
	layers?: Readonly<{ times: readonly LayerTime[]; peakFlops: number }>;
	/** GPU dispatches of one pass; `null` where there is no GPU, or nothing could be counted. */
	dispatches: number | null;
	/** The most bytes of GPU buffers and textures, or else of WebAssembly's memory. */
	peakBytes: number;
	output: Pick<Output, 'logits' | 'argmax' | 'mean' | 'std'>;
}>;

/** What evidence is measured of. */
export type EvidenceRequest = Readonly<{
	/** timm's name. */
	preset: string;
	/** How often each takes its turn. */
	rounds: number;
}>;

/** Times in ms, one of each for every round: taken in turns on one open network. */
export type EvidenceTimes = Readonly<{
	device: string;
	/** A pass whose layers are steps of their own, as all looks inside are. */
	pass: readonly number[];
	gradCam: readonly number[];
	gradientTimesInput: readonly number[];
	/** A pass of fused steps, as a run is, in a row before the others. */
	fused: readonly number[];
}>;
