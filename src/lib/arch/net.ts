/**
 * A map, a token sequence or a vector, channels last and without the batch:
 * `[height, width, channels]`, `[tokens, channels]` or `[channels]`.
 */
export type Shape = readonly number[];

/** The numbers that define each kind of operation; input channels follow from the input's shape. */
export interface Operations {
	conv: {
		out: number;
		kernel: number;
		stride: number;
		padding: number;
		groups: number;
		bias: boolean;
	};
	/** Acts on the last axis, so on a map it is a pointwise convolution. */
	linear: { out: number; bias: boolean };
	batchNorm: { eps: number };
	/** `channelsFirst` says how PyTorch holds the map; the arithmetic is the same. */
	layerNorm: { eps: number; channelsFirst: boolean };
	rmsNorm: { eps: number; channelsFirst: boolean };
	groupNorm: { groups: number; eps: number };
	/** Global response normalization, ConvNeXt V2 (arXiv 2301.00808). */
	grn: { eps: number; channelsFirst: boolean };
	relu: object;
	gelu: object;
	silu: object;
	maxPool: { kernel: number; stride: number; padding: number };
	globalPool: object;
	layerScale: object;
	/** Joins a residual's body and shortcut; made by `layers`, never placed in a chain. */
	add: object;
}

export type OpKind = keyof Operations;
/** An operation of one kind, or of any: the form that lets a table keyed by kind be called. */
export type LayerOp<K extends OpKind = OpKind> = {
	[P in K]: Readonly<{ kind: P } & Operations[P]>;
}[K];
/** An operation that stands in the tree. */
export type Op = LayerOp<Exclude<OpKind, 'add'>>;

/** What a part of the network is to a reader; parts without a role are plain grouping. */
export type Role = 'stem' | 'stage' | 'downsample' | 'block' | 'head';

/** A name belongs to the place, not to the part: identical blocks are one object under many names. */
export type Child = Readonly<{ name: string; net: Net }>;
export type Chain = Readonly<{ kind: 'chain'; role: Role | null; children: readonly Child[] }>;
/** `shortcut: null` is the identity. */
export type Residual = Readonly<{ kind: 'residual'; body: Chain; shortcut: Child | null }>;

/** A series-parallel network as plain data: it can be posted to a worker or printed as JSON. */
export type Net = Op | Chain | Residual;

/** A chain whose children are named in order; children that are `null` are left out. */
export function chain(
	children: readonly (readonly [name: string, net: Net] | null)[],
	role: Role | null = null
): Chain {
	return {
		kind: 'chain',
		role,
		children: children.flatMap((child) => (child ? [{ name: child[0], net: child[1] }] : []))
	};
}

export function residual(body: Chain, shortcut: Child | null): Residual {
	return { kind: 'residual', body, shortcut };
}

/** Joins path segments by dots; an empty segment leaves no trace, as in PyTorch's parameter names. */
export function join(path: string, name: string): string {
	if (path === '') return name;
	return name === '' ? path : `${path}.${name}`;
}
