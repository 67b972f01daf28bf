import type { Layer } from '../../arch/infer.ts';
import { sidesOf } from '../../arch/net.ts';
import { paddedElements, type Sliding } from '../../arch/ops/windowed.ts';
import { elements } from '../../arch/ops.ts';
import { attentionSizes } from '../../arch/ops/attention.ts';
import type { Amount, CountLabel, LayerOf } from './convention.ts';

/** The parts that tools' rules are put together from. n stands for elements. */

/** A layer's own multiply-accumulates. */
export const products =
	(label: CountLabel, operator?: string) =>
	({ macs }: Layer): readonly Amount[] => [
		{ label, count: macs, ...(operator === undefined ? {} : { operator }) }
	];

/** So many operations for each element that goes in. */
export const perInput =
	(times: number, label: CountLabel, operator?: string) =>
	({ in: x }: Layer): readonly Amount[] => [
		{
			label,
			count: times * elements(x),
			...(operator === undefined ? {} : { operator })
		}
	];

/** One operation for each output of a layer that adds a bias. */
export const biasOf = (layer: LayerOf<'conv'> | LayerOf<'linear'>): Amount => ({
	label: 'biases',
	count: layer.op.bias ? elements(layer.out) : 0
});

export const conv = products('convolutions');
export const linear = products('linear layers');
export const attention = products('attention products');

export const convAndBias = (layer: LayerOf<'conv'>): readonly Amount[] => [
	...conv(layer),
	biasOf(layer)
];
export const linearAndBias = (layer: LayerOf<'linear'>): readonly Amount[] => [
	...linear(layer),
	biasOf(layer)
];

/** The pool that ends a network is a module; a gate's is a mean(), which no tool counts. */
export const unlessGate =
	(rule: (layer: LayerOf<'globalPool'>) => readonly Amount[]) =>
	(layer: LayerOf<'globalPool'>): readonly Amount[] =>
		layer.op.keepDims ? [] : rule(layer);

/** Attention's products, unless one fused kernel that the tool does not know computes them. */
export const attentionUnlessFused = (
	layer: LayerOf<'attention'>,
	{ fusedAttention }: { fusedAttention: boolean }
): readonly Amount[] => (isFused(layer, fusedAttention) ? [] : attention(layer));

/** timm runs window attention as explicit products even where fused attention is on. */
export const isFused = ({ op }: LayerOf<'attention'>, fusedAttention: boolean): boolean =>
	fusedAttention && op.window === null;

/** Attention scores of one image: one for every head and pair of positions in every window. */
export function scoresOf({ op, in: x }: LayerOf<'attention'>): number {
	const { windows, heads, positions } = attentionSizes(op, x);
	return windows * heads * positions ** 2;
}

/**
 * Whether timm computes a layer by a class of its own because its padding follows from the map's
 * size: TensorFlow's, where it is not the same on both sides for all sizes (`is_static_pad`).
 */
export function isOwnPadded(op: Sliding): boolean {
	const { kernel, stride, padding, dilation = 1 } = op;
	const even = sidesOf(kernel).every((side) => ((side - 1) * dilation) % 2 === 0);
	return padding === 'same' && !(stride === 1 && even);
}

/** Elements that a pooling function sees: what such a class has padded, too. */
export const pooledElements = ({ op, in: x }: LayerOf<'maxPool'> | LayerOf<'avgPool'>): number =>
	isOwnPadded(op) ? paddedElements(op, x) : elements(x);

/** Whether PyTorch's own class computes a layer, which tools find by its exact type. */
export const isTorchOwn = ({ op }: LayerOf<'layerNorm'> | LayerOf<'gelu'>): boolean =>
	op.library === 'torch';
