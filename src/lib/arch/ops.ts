import type { LayerOp, OpKind, Shape } from './net.ts';

/** A weight tensor in PyTorch's name and layout. A buffer (running statistics) is no parameter. */
export type Weight = Readonly<{ name: string; shape: Shape; buffer?: true }>;

/** One factor of a count, with the letter that stands for it in a formula. */
export type Factor = Readonly<{ symbol: string; value: number }>;
/** A product of factors; a count is a sum of terms. */
export type Term = readonly Factor[];

/** What an operation is to a reader: the classes that pictures and breakdowns colour and sum by. */
export const KINDS = [
	'dense conv',
	'grouped conv',
	'depthwise',
	'pointwise',
	'classifier',
	'norm',
	'activation',
	'pooling',
	'scale',
	'add'
] as const;
export type Kind = (typeof KINDS)[number];

/** Why an operation cannot take its input: the map is too small for it, or its channels do not divide. */
export class Misfit extends Error {
	readonly about: 'map' | 'channels';
	constructor(about: 'map' | 'channels', message: string) {
		super(message);
		this.name = 'Misfit';
		this.about = about;
	}
}

interface Rule<K extends OpKind> {
	/** Output shape. Throws a `Misfit` that says why there is none. */
	shape(op: LayerOp<K>, x: Shape): Shape;
	weights(op: LayerOp<K>, x: Shape): readonly Weight[];
	/** Multiply-accumulates for one image, as a sum of products; only conv and linear have any. */
	macs(op: LayerOp<K>, x: Shape, y: Shape): readonly Term[];
	kind(op: LayerOp<K>, x: Shape): Kind;
	/** A few words for a node or a row. */
	label(op: LayerOp<K>, x: Shape): string;
	/** The PyTorch or timm module that does the same. */
	module(op: LayerOp<K>): string;
}

const channels = (x: Shape): number => x[x.length - 1] ?? 0;

function map(x: Shape): readonly [height: number, width: number, channels: number] {
	const [height, width, depth] = x;
	if (x.length !== 3 || height === undefined || width === undefined || depth === undefined)
		throw new Misfit('map', `needs a map, and got ${x.join(' × ')}`);
	return [height, width, depth];
}

/** PyTorch's rule for convolution and pooling: floor((size + 2 padding - kernel) / stride) + 1. */
function windowed(
	what: string,
	x: Shape,
	out: number,
	op: { kernel: number; stride: number; padding: number }
): Shape {
	const [height, width] = map(x);
	const { kernel, stride, padding } = op;
	if (kernel > Math.min(height, width) + 2 * padding) {
		const padded = padding > 0 ? `, padded by ${padding}` : '';
		throw new Misfit(
			'map',
			`a ${kernel} × ${kernel} ${what} does not fit the ${height} × ${width} map${padded}`
		);
	}
	const side = (size: number) => Math.floor((size + 2 * padding - kernel) / stride) + 1;
	return [side(height), side(width), out];
}

const affine = (x: Shape): readonly Weight[] => [
	{ name: 'weight', shape: [channels(x)] },
	{ name: 'bias', shape: [channels(x)] }
];
const none = (): readonly never[] => [];
const same = (_op: unknown, x: Shape): Shape => x;

/** What every operation without weights, MACs or a new shape shares. */
function elementwise(kind: Kind, label: string, module: string) {
	return {
		shape: same,
		weights: none,
		macs: none,
		kind: () => kind,
		label: () => label,
		module: () => module
	};
}

function norm(label: string, module: string) {
	return {
		...elementwise('norm', label, module),
		weights: (_op: unknown, x: Shape) => affine(x)
	};
}

/** The meaning of every operation, one row each. */
const rules: { readonly [K in OpKind]: Rule<K> } = {
	conv: {
		shape(op, x) {
			const [, , depth] = map(x);
			if (depth % op.groups !== 0 || op.out % op.groups !== 0)
				throw new Misfit(
					'channels',
					`${op.groups} groups do not divide ${depth} → ${op.out} channels`
				);
			return windowed('kernel', x, op.out, op);
		},
		weights(op, x) {
			const weight = {
				name: 'weight',
				shape: [op.out, channels(x) / op.groups, op.kernel, op.kernel]
			};
			return op.bias ? [weight, { name: 'bias', shape: [op.out] }] : [weight];
		},
		macs(op, x, y) {
			const [height, width] = map(y);
			return [
				[
					{ symbol: 'H', value: height },
					{ symbol: 'W', value: width },
					{ symbol: 'k', value: op.kernel },
					{ symbol: 'k', value: op.kernel },
					{ symbol: op.groups === 1 ? 'Cin' : 'Cin/g', value: channels(x) / op.groups },
					{ symbol: 'Cout', value: op.out }
				]
			];
		},
		kind(op, x) {
			if (op.groups > 1) return op.groups === channels(x) ? 'depthwise' : 'grouped conv';
			return op.kernel === 1 ? 'pointwise' : 'dense conv';
		},
		label(op, x) {
			const size = `${op.kernel} × ${op.kernel}`;
			if (op.groups > 1 && op.groups === channels(x)) return `${size} depthwise ${op.out}`;
			const groups = op.groups > 1 ? `, ${op.groups} groups` : '';
			return `${size} ${channels(x)} → ${op.out}${groups}`;
		},
		module: () => 'Conv2d'
	},
	linear: {
		shape: (op, x) => [...x.slice(0, -1), op.out],
		weights(op, x) {
			const weight = { name: 'weight', shape: [op.out, channels(x)] };
			return op.bias ? [weight, { name: 'bias', shape: [op.out] }] : [weight];
		},
		macs(op, x) {
			const positions =
				x.length === 3
					? [
							{ symbol: 'H', value: x[0] ?? 0 },
							{ symbol: 'W', value: x[1] ?? 0 }
						]
					: x.slice(0, -1).map((value) => ({ symbol: 'N', value }));
			return [
				[...positions, { symbol: 'Cin', value: channels(x) }, { symbol: 'Cout', value: op.out }]
			];
		},
		kind: (_op, x) => (x.length === 1 ? 'classifier' : 'pointwise'),
		label: (op, x) =>
			x.length === 3 ? `1 × 1 ${channels(x)} → ${op.out}` : `linear ${channels(x)} → ${op.out}`,
		module: () => 'Linear'
	},
	batchNorm: {
		...norm('BN', 'BatchNorm2d'),
		weights: (_op, x) => [
			...affine(x),
			{ name: 'running_mean', shape: [channels(x)], buffer: true },
			{ name: 'running_var', shape: [channels(x)], buffer: true }
		]
	},
	layerNorm: {
		...norm('LN', ''),
		module: (op) => (op.channelsFirst ? 'LayerNorm2d' : 'LayerNorm')
	},
	rmsNorm: {
		...norm('RMSNorm', ''),
		module: (op) => (op.channelsFirst ? 'RmsNorm2d' : 'RmsNorm'),
		weights: (_op, x) => [{ name: 'weight', shape: [channels(x)] }]
	},
	groupNorm: {
		...norm('GN', 'GroupNorm'),
		shape(op, x) {
			if (channels(x) % op.groups !== 0)
				throw new Misfit('channels', `${op.groups} groups do not divide ${channels(x)} channels`);
			return x;
		},
		label: (op) => `GN, ${op.groups} groups`
	},
	grn: norm('GRN', 'GlobalResponseNorm'),
	relu: elementwise('activation', 'ReLU', 'ReLU'),
	gelu: elementwise('activation', 'GELU', 'GELU'),
	silu: elementwise('activation', 'SiLU', 'SiLU'),
	maxPool: {
		...elementwise('pooling', '', 'MaxPool2d'),
		shape: (op, x) => windowed('pooling window', x, channels(x), op),
		label: (op) => `${op.kernel} × ${op.kernel} max pool`
	},
	globalPool: {
		...elementwise('pooling', 'global average pool', 'AdaptiveAvgPool2d'),
		shape: (_op, x) => [map(x)[2]]
	},
	layerScale: {
		...elementwise('scale', 'layer scale', 'LayerScale'),
		weights: (_op, x) => [{ name: '', shape: [channels(x)] }]
	},
	add: elementwise('add', 'add', 'add')
};

const ruleOf = <K extends OpKind>(op: LayerOp<K>): Rule<K> => rules[op.kind as K];

/** Output shape; throws a `Misfit` with the reason when the input does not fit. */
export function outputShape<K extends OpKind>(op: LayerOp<K>, x: Shape): Shape {
	return ruleOf(op).shape(op, x);
}

/** Weight tensors in PyTorch's names and layout (conv `[out, in / groups, k, k]`, linear `[out, in]`). */
export function weightsOf<K extends OpKind>(op: LayerOp<K>, x: Shape): readonly Weight[] {
	return ruleOf(op).weights(op, x);
}

/** Multiply-accumulates for one image as a sum of products, each factor named; empty when there are none. */
export function macTerms<K extends OpKind>(op: LayerOp<K>, x: Shape, y: Shape): readonly Term[] {
	return ruleOf(op).macs(op, x, y);
}

export function kindOf<K extends OpKind>(op: LayerOp<K>, x: Shape): Kind {
	return ruleOf(op).kind(op, x);
}

export function labelOf<K extends OpKind>(op: LayerOp<K>, x: Shape): string {
	return ruleOf(op).label(op, x);
}

export function moduleOf<K extends OpKind>(op: LayerOp<K>): string {
	return ruleOf(op).module(op);
}

/** Elements of a tensor of this shape. */
export function elements(shape: Shape): number {
	let product = 1;
	for (const size of shape) product *= size;
	return product;
}
