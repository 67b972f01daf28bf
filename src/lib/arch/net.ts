/**
 * A map, a token sequence or a vector, channels last and without the batch:
 * `[height, width, channels]`, `[tokens, channels]` or `[channels]`.
 */
export type Shape = readonly number[];

/** Of a map, or of what lies on one. */
export type Sides = readonly [height: number, width: number];

/** A number for each axis of a map: one number where both have the same. */
export type PerAxis = number | Sides;

export const sidesOf = (value: PerAxis): Sides =>
	typeof value === 'number' ? [value, value] : value;

/** Rows and columns: `7 × 7`. */
export const sidesText = (value: PerAxis): string => sidesOf(value).join(' × ');

/** One number where both axes have the same, so that what is square is written as it always was. */
export const perAxis = (height: number, width: number): PerAxis =>
	height === width ? height : [height, width];

export const sameShape = (a: Shape, b: Shape): boolean =>
	a.length === b.length && a.every((size, axis) => size === b[axis]);

/**
 * The layout in PyTorch of what is a map here: a row of tokens, or windows of so many positions a
 * side; and of heads: beside each other in every token. The arithmetic is the same.
 */
export type TensorLayout = 'tokens' | Readonly<{ window: PerAxis }>;

/**
 * Whose class timm uses where it has one of its own. The arithmetic is the same, but tools that look
 * classes up by their exact type see only torch's.
 */
export type Library = 'torch';

/**
 * Positions outside a map, before its first and beyond its last; `same` is TensorFlow's: as many as
 * let the output be the input's size over the stride, rounded up, the smaller half before.
 */
export type Padding = PerAxis | 'same';

/**
 * By how much a head's pairs are turned. `along`: half of them by the patch's row, half by its column,
 * each slower than the one before it by the same factor, the last by nearly `base` (axial, arXiv
 * 2403.13298). Rows and columns are counted in patches from `from`, on a map of `over` patches a side
 * where that is not 0 (EVA-02), or they run from -2π to 2π over the image (`relative`, DINOv3).
 * `learned`: by row and column at once, as fast as was learned for each block's heads and pairs.
 */
export type RotaryAngles =
	| Readonly<{
			along: 'rows first' | 'columns first';
			base: number;
			places: 'relative' | Readonly<{ from: number; over: number }>;
	  }>
	| Readonly<{ learned: Readonly<{ block: number; depth: number }> }>;

/** The numbers that define each kind of operation; input channels follow from the input's shape. */
export interface Operations {
	conv: {
		out: number;
		kernel: PerAxis;
		stride: number;
		padding: Padding;
		/** Distance between the kernel's positions; 1 where it is left out. */
		dilation?: number;
		groups: number;
		bias: boolean;
		/**
		 * Each output channel's weights are brought to mean 0 and deviation 1 before they are used
		 * (arXiv 1903.10520), as timm's StdConv2dSame does.
		 */
		standardized?: true;
	};
	/**
	 * Acts on the last axis, so on a map it is a pointwise convolution. A bias of `queries and values`
	 * leaves out the keys, whose bias softmax does not see; timm keeps its parts beside the layer.
	 */
	linear: { out: number; bias: boolean | 'queries and values'; layout?: TensorLayout };
	/**
	 * Softmax attention of every position to all others (`window: null`, on tokens or a map) or to those of its
	 * window (on a map that windows divide), from queries, keys and values packed along the channels:
	 * `[.., 3C]` to `[.., C]`. With a window it adds a learned bias for each relative position; with a
	 * shift, positions that the shift brought together from opposite edges do not see each other.
	 * A continuous bias (Swin V2) is what a small MLP makes of each relative position, over the side of
	 * the windows that it was first trained for, 0 where those are these. `module`: timm's class where
	 * it is none that tools know by its type.
	 */
	attention: {
		heads: number;
		window: PerAxis | null;
		shift: PerAxis;
		continuous?: Readonly<{ trained: number }>;
		module?: 'EvaAttention' | 'AttentionRope';
	};
	/**
	 * Each head's query and key at unit length, and queries times a learned factor and √d, which
	 * attention divides by: its scores are then cosines times that factor (Swin V2).
	 */
	unitHeads: { heads: number };
	/**
	 * Each head's queries and keys, turned pair by pair of their channels by angles that grow with the
	 * place of a token's patch (RoPE, arXiv 2104.09864), from queries, keys and values packed along the
	 * channels. A pair is two neighbours, or channels half a head apart.
	 */
	rotary: {
		heads: number;
		/** Tokens before those of the patches, which have no place and stay as they are. */
		skip: number;
		/** Rows and columns of patches. */
		grid: Sides;
		pairs: 'neighbours' | 'halves';
		angles: RotaryAngles;
	};
	/** Rolls a map up and left, then adds zeros below and right until windows divide it (Swin). */
	shiftWindows: { window: PerAxis; shift: PerAxis };
	/** Undoes `shiftWindows` on a map that had this size: crops, then rolls back. */
	unshiftWindows: { height: number; width: number; shift: PerAxis };
	/** 2 × 2 positions side by side in the channels, columns first: `[h, w, c]` to `[h/2, w/2, 4c]` (Swin). */
	mergePatches: object;
	/** A map as a row of tokens or, with `vector`, a map of one position as its channels. */
	flatten: { vector?: true };
	/** So many learned tokens before all others, and what they are for. */
	learnedTokens: { count: number; role: 'class' | 'distillation' | 'register' };
	/** A learned vector added to each token. */
	positionEmbedding: object;
	batchNorm: { eps: number };
	/** `channelsFirst` says in which layout PyTorch has the map; the arithmetic is the same. */
	layerNorm: {
		eps: number;
		channelsFirst: boolean;
		/** Without it there is a bias. */
		bias?: false;
		layout?: TensorLayout;
		library?: Library;
		/** So many groups of channels of a token are normed alike, each by itself (QK norm). */
		heads?: number;
	};
	rmsNorm: { eps: number; channelsFirst: boolean; layout?: TensorLayout; heads?: number };
	/** Over the standard deviation of each position's channels, without a centre: timm's `SimpleNorm`. */
	simpleNorm: { eps: number; channelsFirst: boolean };
	groupNorm: { groups: number; eps: number; bias?: false };
	/** Global response normalization, ConvNeXt V2 (arXiv 2301.00808). */
	grn: { eps: number; channelsFirst: boolean };
	relu: object;
	relu6: object;
	gelu: { layout?: TensorLayout; library?: Library };
	/** The square of ReLU (Primer, arXiv 2109.08668). */
	squaredRelu: object;
	geluTanh: object;
	quickGelu: object;
	silu: object;
	sigmoid: object;
	hardswish: object;
	hardsigmoid: object;
	/** Padding never wins. */
	maxPool: { kernel: PerAxis; stride: number; padding: Padding };
	/**
	 * The average under a kernel. `ceil` rounds the output's size up: the last kernels may reach beyond
	 * the padding, where nothing counts. `countPadding` says whether padding counts as zeros, or not at
	 * all.
	 */
	avgPool: {
		kernel: PerAxis;
		stride: number;
		padding: Padding;
		ceil?: true;
		countPadding: boolean;
	};
	/**
	 * Each channel under a fixed binomial kernel of 3 × 3 (arXiv 1904.11486), the map mirrored at its
	 * edges or, with `zeros`, zero beyond them.
	 */
	blurPool: { stride: number; zeros?: true };
	/** `keepDims` leaves a map of one position, as a gate needs it, or a `head` that goes on with a convolution. */
	globalPool: { keepDims?: true; head?: true };
	/** One filter, odd and padded, slides along the channels of a vector (ECA, arXiv 1910.03151). */
	channelConv: { taps: number };
	/** Average over all positions of a map, or over tokens after the first `skip`. */
	meanPool: { skip: number };
	/** One token alone; the first is number 0. */
	tokenAt: { index: number };
	/** The tokens after the first `count`. */
	dropTokens: { count: number };
	/** A learned token in place of its input, which asks about that (attention pooling). */
	latent: object;
	/**
	 * A learned factor for each channel; named where timm has a module for it, which holds it.
	 * `operator`: timm writes the product with an operator, which tools that patch functions do not see.
	 */
	layerScale: { weight?: 'gamma'; operator?: true };
	/** A learned summand for each channel. */
	bias: object;
	/** A constant factor. */
	factor: { value: number };
	/** One learned factor and one learned summand for all numbers: with `squaredRelu`, StarReLU (arXiv 2210.13452). */
	scaleBias: object;
	/** The channels from `from` up to `to`, which is not among them: opens a branch where a block splits them. */
	slice: { from: number; to: number };
	/** Joins the branches of a `Parallel`; made by `layersOf`, never placed in a chain. */
	add: object;
	/** The same by subtraction from the first. */
	subtract: object;
	/** The same by multiplication; one value for each channel holds at all positions of a map. */
	mul: object;
	/** The same side by side in the channels. */
	concat: object;
	/**
	 * Softmax attention of the first branch's tokens, queries, to those of the second, keys and values
	 * packed along the channels: `[Q, C]` and `[N, 2C]` to `[Q, C]`.
	 */
	crossAttention: { heads: number };
}

export type OpKind = keyof Operations;
/** An operation of one kind, or of any: the form that lets a table keyed by kind be called. */
export type LayerOp<K extends OpKind = OpKind> = {
	[P in K]: Readonly<{ kind: P } & Operations[P]>;
}[K];
/** How the branches of a `Parallel` become one value again, where the kind says all of it. */
export type Join = 'add' | 'subtract' | 'mul' | 'concat';
/** The same as an operation. */
export type JoinOp = LayerOp<Join | 'crossAttention'>;
/** An operation that stands in the tree. */
export type Op = LayerOp<Exclude<OpKind, JoinOp['kind']>>;

/** What a part of the network is to a reader; parts without a role are plain grouping. */
export type Role = 'stem' | 'stage' | 'downsample' | 'block' | 'head';

/** A name belongs to the place, not to the part: identical blocks are one object under many names. */
export type Child = Readonly<{ name: string; net: Net }>;
export type Chain = Readonly<{ kind: 'chain'; role: Role | null; children: readonly Child[] }>;
/** At least two branches that take the same value, and are computed and joined in their order. */
export type Parallel = Readonly<{
	kind: 'parallel';
	branches: readonly Child[];
	join: Join | LayerOp<'crossAttention'>;
	/** Name of the operation that joins. */
	name: string;
}>;

/** The operation that joins a `Parallel`'s branches. */
export const joinOf = ({ join }: Pick<Parallel, 'join'>): JoinOp =>
	typeof join === 'string' ? { kind: join } : join;

/** A series-parallel network as plain data: it can be posted to a worker or printed as JSON. */
export type Net = Op | Chain | Parallel;

/** A child of a chain as it is written down: nothing where a configuration leaves it out. */
export type NamedNet = readonly [name: string, net: Net] | null;

/** A chain whose children are named in order; children that are `null` are left out. */
export function chain(children: readonly NamedNet[], role: Role | null = null): Chain {
	const named: Child[] = [];
	for (const child of children) if (child) named.push({ name: child[0], net: child[1] });
	return { kind: 'chain', role, children: named };
}

/** A part of a network with a role, as a child of another. */
export const part = (name: string, role: Role, steps: readonly NamedNet[]): NamedNet => [
	name,
	chain(steps, role)
];

/** Hands on what it takes. */
export const IDENTITY: Chain = chain([]);

export const isIdentity = (net: Net): boolean =>
	net.kind === 'chain' && net.children.every((child) => isIdentity(child.net));

/**
 * A body added to its own input, or to what a projection makes of that.
 *
 * @param shortcut `null` is the identity
 * @param name that of the addition
 */
export function residual(body: Chain, shortcut: Child | null, name = 'add'): Parallel {
	const branches = [{ name: '', net: body }, shortcut ?? { name: '', net: IDENTITY }];
	return { kind: 'parallel', branches, join: 'add', name };
}

/**
 * Joins path segments by dots; an empty segment leaves no trace, as in PyTorch's parameter names.
 * `../` leaves the last segment out: for a weight that PyTorch keeps beside the module that uses it;
 * `/` leaves all of them out.
 */
export function join(path: string, name: string): string {
	if (name.startsWith('/')) return name.slice(1);
	if (name.startsWith('../'))
		return join(path.slice(0, Math.max(0, path.lastIndexOf('.'))), name.slice(3));
	if (path === '') return name;
	return name === '' ? path : `${path}.${name}`;
}
