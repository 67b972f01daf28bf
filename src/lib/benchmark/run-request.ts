import type { Net, Shape } from '../arch/net.ts';
import type { RunPrecision } from '../count/run-precision.ts';
import type { WeightFile } from '../checkpoint/checkpoint.ts';
import type { ImageFile } from '../image/preprocessing.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';

/** A network to build and time. */
export type RunRequest = Readonly<{
	net: Net;
	/** Shape of one image, `[height, width, channels]`. */
	input: Shape;
	batch: number;
	/** `null` takes the best there is. */
	backend: BackendName | null;
	kernels: Kernels;
	/** `f32` without it. */
	precision?: RunPrecision;
	/** Timed passes. */
	runs: number;
	/** The most time for the timed passes, ms. */
	budgetMs: number;
	/** Whether the GPU's kernels are measured again, and what was chosen before is forgotten. */
	autotuneAnew?: boolean;
	/** Whether nothing is taken over from the run before: its backend is opened and its weights made anew. */
	fromNothing?: boolean;
	/** Passes after the first that are not counted; none unless asked for. */
	warmups?: number;
	/** Whether to time every layer as well, after the timed passes. */
	layerTimes: boolean;
	/** Whether a person has permitted it to take over a gigabyte of memory. */
	mayBeLarge?: boolean;
	/** The design as a link, for the report. */
	design: string;
	/** Where the weights' values are; without it they are the deterministic ones. */
	weights?: WeightFile;
	/** What to look at; without it the deterministic image. */
	image?: ImageFile;
}>;
