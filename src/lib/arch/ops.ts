import type { LayerOp, OpKind, Shape } from './net.ts';
import { activations } from './ops/activations.ts';
import { attention, crossAttention, shiftWindows, unshiftWindows } from './ops/attention.ts';
import { unitHeads } from './ops/position-bias.ts';
import { rotary } from './ops/rotary.ts';
import { add, concat, mul, slice, subtract } from './ops/joins.ts';
import { channelConv, conv, linear } from './ops/matrix.ts';
import { batchNorm, grn, groupNorm, layerNorm, rmsNorm, simpleNorm } from './ops/norms.ts';
import { avgPool, blurPool, globalPool, maxPool, meanPool, tokenAt } from './ops/pooling.ts';
import {
	channels,
	elementwise,
	type Kind,
	type OpRule,
	type Term,
	type Weight
} from './ops/rule.ts';
import type { Traits } from './ops/traits.ts';
import {
	dropTokens,
	flatten,
	latent,
	learnedTokens,
	mergePatches,
	positionEmbedding
} from './ops/tokens.ts';

export { KINDS, ShapeMismatch } from './ops/rule.ts';
export type { Kind, Term, Weight } from './ops/rule.ts';

/** The meaning of every operation, one row each. */
const rules: { readonly [K in OpKind]: OpRule<K> } = {
	conv,
	linear,
	channelConv,
	attention,
	unitHeads,
	rotary,
	shiftWindows,
	unshiftWindows,
	mergePatches,
	flatten,
	learnedTokens,
	positionEmbedding,
	batchNorm,
	layerNorm,
	rmsNorm,
	simpleNorm,
	groupNorm,
	grn,
	...activations,
	maxPool,
	avgPool,
	blurPool,
	globalPool,
	meanPool,
	tokenAt,
	dropTokens,
	latent,
	layerScale: {
		...elementwise('scale', 'layer scale', 'LayerScale', { positions: 'own', affine: true }),
		weights: ({ weight = '' }, x) => [{ name: weight, shape: [channels(x)] }]
	},
	bias: {
		...elementwise('scale', 'bias', 'add', { positions: 'own', affine: true }),
		weights: (_op, x) => [{ name: '', shape: [channels(x)] }]
	},
	scaleBias: {
		...elementwise('scale', 'one scale and bias', 'StarReLU', { positions: 'own', affine: true }),
		weights: () => [
			{ name: 'scale', shape: [1] },
			{ name: 'bias', shape: [1] }
		]
	},
	factor: {
		...elementwise('scale', '', 'mul'),
		label: ({ value }) => `× ${value}`
	},
	slice,
	add,
	subtract,
	mul,
	concat,
	crossAttention
};

const ruleOf = <K extends OpKind>(op: LayerOp<K>): OpRule<K> => rules[op.kind as K];

/** Every kind of operation. */
export const OP_KINDS = Object.keys(rules) as readonly OpKind[];

export const traitsOf = (kind: OpKind): Traits => rules[kind].traits;

/**
 * Output shape; throws a `ShapeMismatch` with the reason when the input does not fit.
 *
 * @param others what a join takes beside its first value
 */
export function outputShape<K extends OpKind>(
	op: LayerOp<K>,
	x: Shape,
	others: readonly Shape[] = []
): Shape {
	return ruleOf(op).shape(op, x, others);
}

/** Weight tensors in PyTorch's names and layout (conv `[out, in / groups, k, k]`, linear `[out, in]`). */
export function weightsOf<K extends OpKind>(op: LayerOp<K>, x: Shape): readonly Weight[] {
	return ruleOf(op).weights(op, x);
}

/** Multiply-accumulates for one image as a sum of products, each factor named; empty when there are none. */
export function macTerms<K extends OpKind>(
	op: LayerOp<K>,
	x: Shape,
	y: Shape,
	others: readonly Shape[] = []
): readonly Term[] {
	return ruleOf(op).macs(op, x, y, others);
}

/** Output elements of conv and linear layers for one image, 0 for all others. */
export function activationsOf<K extends OpKind>(op: LayerOp<K>, y: Shape): number {
	const { traits, activations } = ruleOf(op);
	return activations?.(op) ?? (traits.product ? elements(y) : 0);
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
