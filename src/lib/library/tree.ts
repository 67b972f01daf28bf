/** An operation of a tree: its kind, and the numbers that define it. */
export type Operation = Readonly<{ kind: string }>;
/** Parts one after another. */
export type Chain = Readonly<{
	kind: 'chain';
	role: 'stem' | 'stage' | 'downsample' | 'block' | 'head' | null;
	children: readonly Child[];
}>;
/** Branches that take the same value, and how they become one again. */
export type Parallel = Readonly<{
	kind: 'parallel';
	name: string;
	branches: readonly Child[];
	join: 'add' | 'subtract' | 'mul' | 'concat' | Operation;
}>;
export type Child = Readonly<{ name: string; net: Tree }>;
/** A network as plain data; a part's path is the names that lead to it. */
export type Tree = Operation | Chain | Parallel;
