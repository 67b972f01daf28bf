import { chain, IDENTITY, type Chain, type Op, type Parallel } from '../net.ts';
import type { ActivationKind } from '../ops/activations.ts';

type Gate = Readonly<{
	/** Channels between the two layers. */
	squeezed: number;
	/** Channels of the map. */
	width: number;
	activation: ActivationKind;
	gate: 'sigmoid' | 'hardsigmoid';
}>;

/** Names of the two layers and of the activation between them. */
type Names = Readonly<{ reduce: string; act: string; expand: string }>;

/** As in timm's squeeze_excite.py. */
const PLAIN: Names = { reduce: 'fc1', act: 'act', expand: 'fc2' };

const pointwise = (out: number): Op => ({
	kind: 'conv',
	out,
	kernel: 1,
	stride: 1,
	padding: 0,
	groups: 1,
	bias: true
});

/** A map times a weight for each of its channels, which these layers make of it. */
export const gatedBy = (weights: Chain): Parallel => ({
	kind: 'parallel',
	branches: [
		{ name: '', net: IDENTITY },
		{ name: 'se', net: weights }
	],
	join: 'mul',
	name: 'se.mul'
});

/** A map times a weight for each channel from the whole of it (arXiv 1709.01507). */
export const squeezeExcite = (
	{ squeezed, width, activation, gate }: Gate,
	{ reduce, act, expand } = PLAIN
): Parallel =>
	gatedBy(
		chain([
			['pool', { kind: 'globalPool', keepDims: true }],
			[reduce, pointwise(squeezed)],
			[act, { kind: activation }],
			[expand, pointwise(width)],
			['gate', { kind: gate }]
		])
	);
