import type { Adapter, BackendName, Fallback } from './backends.ts';
import type { Timed } from './bench.ts';
import type { Kernels } from './choice.ts';
import type { Stats } from './stats.ts';

/** Measured with a wait after every kernel call, so their sum is more than a pass takes. */
export type LayerTime = Readonly<{
	path: string;
	ms: number;
	/** The layer whose kernel call computes this one too; that layer has the time of both. */
	within?: string;
}>;

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

/** Everything about one run, as plain data. Times in ms, sizes in bytes. */
export type Card = Readonly<{
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
	browser: string;
	userAgent: string;
	tfjs: string;
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
	runs: Timed & Readonly<{ done: number; budgetMs: number }>;
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
	/** Median of `layerPasses` passes; empty when not asked for. */
	layerTimes: readonly LayerTime[];
	layerPasses: number;
	layerTimesAre: string;
	/** ISO 8601. */
	when: string;
}>;

export const FINISHED = 'when its result has been read back (await data())';
export const WEIGHTS = 'deterministic weights, the same on every machine; not trained';
export const IMAGE = 'deterministic stripes with noise, not normalized';
export const LAYER_TIMES_ARE = 'per kernel call, each waited for; includes dispatch';
