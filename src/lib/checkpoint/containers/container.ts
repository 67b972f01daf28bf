import type { Stored } from './stored.ts';

/** What a file of weights holds, whichever its format. */
export type Container = Readonly<{
	/** By the file's names. */
	tensors: ReadonlyMap<string, Stored>;
	/** What is worth knowing of how it was read, a sentence each. */
	notes: readonly string[];
}>;
