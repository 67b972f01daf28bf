import { chain, IDENTITY, type Net, type Op } from '../net.ts';
import type { ActivationKind } from '../ops/activations.ts';

type Gate = Readonly<{
	/** Channels between the two layers. */
	squeezed: number;
	/** Channels of the map. */
	width: number;
	activation: ActivationKind;
	gate: 'sigmoid' | 'hardsigmoid';
}>;

const pointwise = (out: number): Op => ({
	kind: 'conv',
	out,
	kernel: 1,
	stride: 1,
	padding: 0,
	groups: 1,
	bias: true
});

/** A weight for each channel from the whole map (arXiv 1709.01507), as in timm's squeeze_excite.py. */
export function squeezeExcite({ squeezed, width, activation, gate }: Gate): Net {
	const weights = chain([
		['pool', { kind: 'globalPool', keepDims: true }],
		['fc1', pointwise(squeezed)],
		['act', { kind: activation }],
		['fc2', pointwise(width)],
		['gate', { kind: gate }]
	]);
	const branches = [
		{ name: '', net: IDENTITY },
		{ name: 'se', net: weights }
	];
	return { kind: 'parallel', branches, join: 'mul', name: 'se.mul' };
}
