import type { Shape } from '../../arch/net.ts';

/** An attribute of a node; ONNX tells whole numbers from real ones. */
export type Attribute = Readonly<
	{ int: number } | { ints: readonly number[] } | { float: number } | { text: string }
>;
export type Attributes = Readonly<Record<string, Attribute>>;

/** A value that is there already: the network's input, or what a layer before gave. */
type Value = Readonly<{ kind: 'value'; name: string }>;

/**
 * A weight under timm's name. Its values lie as PyTorch has them, in `stored`; `shape` may have more
 * axes of length 1.
 */
export type Weight = Readonly<{ kind: 'weight'; name: string; shape: Shape; stored: Shape }>;

/** Numbers that follow from the design. Those with one name are one. */
export type Constant = Readonly<{
	kind: 'constant';
	name: string;
	type: 'float' | 'int64';
	shape: Shape;
	values: () => ArrayLike<number>;
}>;

/** A node of the graph to be. The same object is the same node, however often it is taken. */
export type Node = Readonly<{
	kind: 'node';
	type: string;
	inputs: readonly Expression[];
	attributes: Attributes;
	outputs: number;
}>;

/** One of the values that a node gives, where it gives several. */
type Output = Readonly<{ kind: 'output'; of: Node; index: number }>;

/** What a layer computes from what it takes. */
export type Expression = Value | Weight | Constant | Node | Output;

export const node = (
	type: string,
	inputs: readonly Expression[],
	attributes: Attributes = {},
	outputs = 1
): Node => ({ kind: 'node', type, inputs, attributes, outputs });

export const outputOf = (of: Node, index: number): Expression => ({ kind: 'output', of, index });

/** A row of whole numbers: a shape, axes, or places to cut at. */
export const whole = (...values: readonly number[]): Constant => ({
	kind: 'constant',
	name: `int64/${values.join('_')}`,
	type: 'int64',
	shape: [values.length],
	values: () => values
});

export const scalar = (value: number): Constant => ({
	kind: 'constant',
	name: `float/${value}`,
	type: 'float',
	shape: [],
	values: () => [value]
});

/** 0 keeps an axis as it is, -1 takes what is left: how the batch stays open. */
export const reshape = (x: Expression, shape: readonly number[]): Node =>
	node('Reshape', [x, whole(...shape)]);

export const transpose = (x: Expression, order: readonly number[]): Node =>
	node('Transpose', [x], { perm: { ints: order } });

export const add = (a: Expression, b: Expression): Node => node('Add', [a, b]);
export const multiply = (a: Expression, b: Expression): Node => node('Mul', [a, b]);

/** From `start` up to `end` along one axis. */
export const slice = (x: Expression, axis: number, start: number, end: number): Node =>
	node('Slice', [x, whole(start), whole(end), whole(axis)]);

export const concat = (parts: readonly Expression[], axis: number): Node =>
	node('Concat', parts, { axis: { int: axis } });

/** `ReduceMean` or `ReduceL2` over some axes. */
export const reduce = (
	type: 'ReduceMean' | 'ReduceL2',
	x: Expression,
	axes: readonly number[],
	keep: boolean
): Node => node(type, [x], { axes: { ints: axes }, keepdims: { int: keep ? 1 : 0 } });
