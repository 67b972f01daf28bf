import type { Layer } from '../../arch/infer.ts';
import { sidesOf } from '../../arch/net.ts';
import { paddedElements, type Sliding } from '../../arch/ops/windowed.ts';
import { elements } from '../../arch/ops.ts';
import { attentionSizes, crossAttentionSizes } from '../../arch/ops/attention.ts';
import { HIDDEN_CHANNELS, distances, linearTerms } from '../../arch/ops/position-bias.ts';
import { productsOf } from '../products.ts';
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

/** Attention's own two products. */
export const attentionProducts = (
	layer: LayerOf<'attention'> | LayerOf<'crossAttention'>,
	operator?: string
): readonly Amount[] => named('attention products', productsOf(layer).attention, operator);

const named = (label: CountLabel, count: number, operator?: string): readonly Amount[] => [
	{ label, count, ...(operator === undefined ? {} : { operator }) }
];

/**
 * The MLP of a continuous bias (Swin V2): two linear layers, the first with a bias, and between them
 * a ReLU that counts so many operations for each element.
 *
 * @param operators what the tool calls the two
 */
export function biasMlp(
	{ op }: LayerOf<'attention'>,
	{ relu = 0, biases = false, operators = [] as readonly string[] } = {}
): readonly Amount[] {
	if (!op.continuous) return [];
	const hidden = distances(op) * HIDDEN_CHANNELS;
	return [
		...linearTerms(op).flatMap((count, i) => named('linear layers', count, operators[i])),
		...(biases ? named('biases', hidden) : []),
		...named('activations', relu * hidden)
	];
}

export const attention = (layer: LayerOf<'attention'>): readonly Amount[] => [
	...attentionProducts(layer),
	...biasMlp(layer)
];

/** Places times frequencies, where rotary angles are learned. */
export const frequencies =
	(operator?: string) =>
	({ macs }: LayerOf<'rotary'>): readonly Amount[] =>
		named('attention products', macs, operator);

/**
 * The same for tools that take a product's size from its first factor: timm has all blocks' in one
 * product that broadcasts, and they count those of one head.
 */
export const frequenciesOnce =
	(operator?: string) =>
	({ op, macs }: LayerOf<'rotary'>): readonly Amount[] => {
		const first = 'learned' in op.angles && op.angles.learned.block === 0;
		return named('attention products', first ? macs / op.heads : 0, operator);
	};

/** Linear layers that timm calls as functions, for a bias in parts, are seen by no hook on modules. */
export const unlessFunction =
	(rule: (layer: LayerOf<'linear'>) => readonly Amount[]) =>
	(layer: LayerOf<'linear'>): readonly Amount[] =>
		isFunction(layer) ? [] : rule(layer);

export const isFunction = ({ op }: LayerOf<'linear'>): boolean => op.bias === 'queries and values';

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
		layer.op.keepDims && !layer.op.head ? [] : rule(layer);

/**
 * Attention's products, unless one fused kernel that the tool does not know computes them, as the tool
 * names its operators.
 */
export const attentionUnlessFused = (
	layer: LayerOf<'attention'> | LayerOf<'crossAttention'>,
	{ fusedAttention }: { fusedAttention: boolean },
	operator?: string
): readonly Amount[] => (isFused(layer, fusedAttention) ? [] : attentionProducts(layer, operator));

/** timm runs window attention as explicit products even where fused attention is on. */
export const isFused = (
	{ op }: LayerOf<'attention'> | LayerOf<'crossAttention'>,
	fusedAttention: boolean
): boolean => fusedAttention && (op.kind === 'crossAttention' || op.window === null);

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

/** Whether timm computes a convolution by a class of its own, which tools do not know. */
export const isOwnConv = ({ op }: Pick<LayerOf<'conv'>, 'op'>): boolean =>
	op.standardized === true || isOwnPadded(op);

/**
 * Standardizing a convolution's weights, which timm does in every pass by a batch norm without
 * factors over one row for each output channel.
 */
export const standardizing =
	(each: number, operator?: string) =>
	({ op, weights: [weight] }: LayerOf<'conv'>): readonly Amount[] =>
		named('norms', op.standardized && weight ? each * elements(weight.shape) : 0, operator);

/** Elements that a pooling function sees: what such a class has padded, too. */
export const pooledElements = ({ op, in: x }: LayerOf<'maxPool'> | LayerOf<'avgPool'>): number =>
	isOwnPadded(op) ? paddedElements(op, x) : elements(x);

/** The same of a pool's queries: one for every head, query and key. */
export function crossScoresOf({ op, in: x, others: [other = []] }: LayerOf<'crossAttention'>) {
	const { heads, queries, keys } = crossAttentionSizes(op, x, other);
	return heads * queries * keys;
}

/** Whether PyTorch's own class computes a layer, which tools find by its exact type. */
export const isTorchOwn = ({ op }: LayerOf<'layerNorm'> | LayerOf<'gelu'>): boolean =>
	op.library === 'torch';
