/** What tells a kernel from others, and what it took on the GPU's clock. */
export type KernelTime = Readonly<{ kernel: string; ms: number }>;

/** By the GPU's clock; without one, with a wait after every call: then the sum is more than a pass. */
export type LayerTime = Readonly<{
	path: string;
	ms: number;
	/** The layer whose kernel call computes this one too; that layer has the time of both. */
	within?: string;
	/** Its dispatches, where the GPU gives their times. */
	kernels?: readonly KernelTime[];
}>;

/** Passes timed dispatch by dispatch on the GPU's own clock; means over the passes, ms. */
export type GpuClock = Readonly<{
	/** All dispatches together. */
	sumMs: number;
	/** From the start of the first to the end of the last. */
	spanMs: number;
	/** On the page's clock: from asking for the pass until its timestamps were read. */
	wallMs: number;
	/** The step of the timestamps: browsers make them coarse where pages are not isolated. */
	stepMs: number;
	/** Submissions of a pass. */
	submits: number;
	dispatches: number;
}>;
