import type { Adapter, BackendName, Fallback } from '../../runtimes/backends.ts';
import type { Timed } from '../passes.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import type { GpuClock, LayerTime } from '../../runtimes/layer-time.ts';
import type { Stats } from '../../stats/quantiles.ts';

/** What the network gave for the first image of the batch, to see that it computed something. */
export type Output = Readonly<{
	finite: boolean;
	/** How many outputs there are. */
	classes: number;
	/** The first 16 outputs. */
	logits: readonly number[];
	argmax: number;
	mean: number;
	/** Population standard deviation. */
	std: number;
	/** The five largest outputs, with their shares after softmax. */
	top: readonly Readonly<{ index: number; share: number }>[];
}>;

export const REPORT_FORMAT = 'convnext-explorer run';
/** Raised when a field changes its meaning: a report of another version is not read. */
export const REPORT_VERSION = 1;

/** Everything about one run, as plain data: enough to make it again. Times in ms, sizes in bytes. */
export type RunReport = Readonly<{
	format: typeof REPORT_FORMAT;
	version: typeof REPORT_VERSION;
	/** The design as a link: preset and changes. */
	design: string;
	/** Side of the square input image, px. */
	input: number;
	batch: number;
	backend: BackendName;
	/** What the backend is on this device, in words. */
	backendLabel: string;
	adapter: Adapter | null;
	fallback: Fallback | null;
	kernels: Kernels;
	/** Kernel calls of one pass; on WebGPU each is a dispatch. */
	calls: number;
	/** Which they were, and how often each: on WebGPU the shader that was chosen, with its constants. */
	kernelCalls: readonly Readonly<{ kernel: string; count: number }>[];
	browser: string;
	userAgent: string;
	/** Versions of this app and of TensorFlow.js. */
	app: string;
	tfjs: string;
	/** What TensorFlow.js was set to, and found out, by the names of its flags; values as text. */
	flags: Readonly<Record<string, string>>;
	/** Threads that the processor has, as the browser tells. */
	threads: number;
	/** Whether the page is cross-origin isolated: clocks are finer then. */
	isolated: boolean;
	/** What the weights are. */
	weights: string;
	/** Whether they come from a checkpoint file. */
	fromFile: boolean;
	/** What the network looked at, and how it was prepared. */
	image: string;
	/** Loading the backend's code and opening the device. */
	loadMs: number;
	/** Making the weights and handing them over. */
	buildMs: number;
	/** Compiling shaders, uploading weights, computing; until the result was read back. */
	firstPassMs: number;
	/** When a pass counts as finished. */
	finished: string;
	runs: Timed & Readonly<{ done: number; budgetMs: number; warmups: number }>;
	stats: Stats;
	quantiles: string;
	/** The smallest time that the browser's clock can tell. */
	clockStepMs: number;
	/** At the median. */
	imagesPerSecond: number;
	/** Multiply-accumulates of conv and linear for one image. */
	macs: number;
	/** Achieved at the median; 2 FLOPs to a multiply-accumulate. */
	gflopsPerSecond: number;
	memory: Readonly<{
		/** The most tensor bytes alive at once in the first pass, weights included. */
		peakTensorBytes: number;
		weightBytes: number;
		/** The least that liveness allows for the batch, without weights and kernels' intermediates. */
		analyticPeakActivationBytes: number;
		/** What was expected before building, kernels' intermediates included. */
		estimatedBytes: number;
	}>;
	/** Tensors left after the model was freed. */
	tensorsLeaked: number;
	params: Readonly<{ live: number; analytic: number }>;
	output: Output;
	/** Over `layerPasses` passes; empty when not asked for. */
	layerTimes: readonly LayerTime[];
	layerPasses: number;
	layerTimesAre: string;
	/** `null` where layers were not timed, or not on the GPU's clock. */
	gpu: GpuClock | null;
	/** ISO 8601. */
	when: string;
}>;

export const FINISHED = 'when its result has been read back (await data())';
export const IMAGE = 'deterministic stripes with noise, not normalized';
export const WAITED_FOR = 'per kernel call, each waited for; includes dispatch; median';
export const GPU_STAMPS = 'GPU timestamps around every dispatch; mean';
