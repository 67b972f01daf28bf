import type { LayerOp, OpKind, Shape } from '../net.ts';
import type { Traits } from './traits.ts';

/**
 * A weight tensor in PyTorch's name and layout. A buffer (running statistics) is no parameter. Of a
 * stacked one PyTorch keeps `of` in one tensor, side by side along its second axis.
 */
export type Weight = Readonly<{
	name: string;
	shape: Shape;
	buffer?: true;
	stacked?: Readonly<{ at: number; of: number }>;
}>;

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
	'attention',
	'classifier',
	'norm',
	'activation',
	'pooling',
	'scale',
	'embedding',
	'layout',
	'add'
] as const;
export type Kind = (typeof KINDS)[number];

/** Why an operation cannot take its input: the map is too small for it, or its channels do not divide. */
export class ShapeMismatch extends Error {
	readonly about: 'map' | 'channels';
	constructor(about: 'map' | 'channels', message: string) {
		super(message);
		this.name = 'ShapeMismatch';
		this.about = about;
	}
}

/** The meaning of one kind of operation. */
export interface OpRule<K extends OpKind> {
	/**
	 * Output shape. Throws a `ShapeMismatch` that says why there is none.
	 *
	 * @param others what a join takes beside its first value
	 */
	shape(op: LayerOp<K>, x: Shape, others: readonly Shape[]): Shape;
	weights(op: LayerOp<K>, x: Shape): readonly Weight[];
	/** Multiply-accumulates for one image, as a sum of products; only conv, linear, attention and blurPool have any. */
	macs(op: LayerOp<K>, x: Shape, y: Shape, others: readonly Shape[]): readonly Term[];
	/** Output elements of conv and linear layers for one image, where they are not its own output's. */
	activations?(op: LayerOp<K>): number | undefined;
	kind(op: LayerOp<K>, x: Shape): Kind;
	/** A few words for a node or a row. */
	label(op: LayerOp<K>, x: Shape): string;
	/** The PyTorch or timm module that does the same, or the function where there is no module. */
	module(op: LayerOp<K>): string;
	traits: Traits;
}

export const channels = (x: Shape): number => x[x.length - 1] ?? 0;

/** The sizes of a map; a `ShapeMismatch` where the shape is none. */
export function map(x: Shape): readonly [height: number, width: number, channels: number] {
	const [height, width, depth] = x;
	if (x.length !== 3 || height === undefined || width === undefined || depth === undefined)
		throw new ShapeMismatch('map', `needs a map, and got ${x.join(' × ')}`);
	return [height, width, depth];
}

/** The sizes of a row of tokens; a `ShapeMismatch` where the shape is none. */
export function tokens(x: Shape): readonly [tokens: number, channels: number] {
	const [count, depth] = x;
	if (x.length !== 2 || count === undefined || depth === undefined)
		throw new ShapeMismatch('map', `needs tokens, and got ${x.join(' × ')}`);
	return [count, depth];
}

const none = (): readonly never[] => [];
const same = (_op: unknown, x: Shape): Shape => x;

const ELEMENTWISE: Traits = { positions: 'own' };

/** What every operation without weights, MACs or a new shape shares. */
export function elementwise(kind: Kind, label: string, module: string, traits = ELEMENTWISE) {
	return {
		shape: same,
		weights: none,
		macs: none,
		kind: () => kind,
		label: () => label,
		module: () => module,
		traits
	};
}
