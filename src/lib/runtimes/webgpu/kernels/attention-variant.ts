import type { Attending } from '../wgsl/attention.ts';
import type { ShaderSource } from '../wgsl/program.ts';

/** A kernel for attention. */
export type AttentionVariant = Readonly<{
	/** Its own among the others. */
	name: string;
	make: (attending: Attending) => ShaderSource;
	/** Threads, or teams of them, for one head's queries. */
	blocks: number;
	/** Threads of a team; without it, one. */
	team?: number;
}>;
