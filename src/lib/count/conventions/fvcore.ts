import type { Layer } from '../../arch/infer.ts';
import { elements } from '../../arch/ops.ts';
import {
	attentionUnlessFused,
	biasMlp,
	crossScoresOf,
	frequenciesOnce,
	isFunction,
	isFused,
	perInput,
	products,
	scoresOf,
	standardizing,
	unlessGate
} from './amounts.ts';
import type { Amount, Context, Convention, LayerOf, Options, Rules } from './convention.ts';

const explicitAttention = (layer: LayerOf<'attention'>, context: Context): readonly Amount[] => [
	...attentionUnlessFused(layer, context, 'matmul'),
	...biasMlp(layer, { operators: ['linear', 'linear'] })
];

/**
 * fvcore's table of operators (`_DEFAULT_SUPPORTED_OPS`): one for a multiply-accumulate; affine
 * BatchNorm 2n at inference, Layer- and GroupNorm 5n (`norm_flop_counter`); adaptive average pooling
 * its input's n. Operators that are not in the table count nothing.
 */
export const fvcoreRules = {
	conv: (layer: LayerOf<'conv'>): readonly Amount[] => [
		...products('convolutions', 'conv')(layer),
		...standardizing(4, 'batch_norm')(layer)
	],
	blurPool: products('convolutions', 'conv'),
	linear: products('linear layers', 'linear'),
	channelConv: products('convolutions', 'conv'),
	attention: explicitAttention,
	rotary: frequenciesOnce('matmul'),
	crossAttention: (layer: LayerOf<'crossAttention'>, context: Context): readonly Amount[] =>
		attentionUnlessFused(layer, context, 'matmul'),
	batchNorm: perInput(2, 'norms', 'batch_norm'),
	layerNorm: perInput(5, 'norms', 'layer_norm'),
	groupNorm: perInput(5, 'norms', 'group_norm'),
	globalPool: unlessGate(perInput(1, 'pooling', 'adaptive_avg_pool2d'))
} satisfies Rules;

/** fvcore's `FlopCountAnalysis`, which reads a trace of the model operator by operator. */
export const fvcore: Convention = {
	id: 'fvcore',
	label: 'fvcore',
	unit: 'MACs',
	perMac: 1,
	source: 'https://github.com/facebookresearch/fvcore/blob/main/fvcore/nn/flop_count.py',
	summary:
		'Multiply-accumulates without biases, norms at 2 to 5 operations an element, and adaptive average pooling.',
	notes: [
		{ text: 'It calls a multiply-accumulate a flop.' },
		{ text: 'A fused attention kernel is not in its table: its two products count nothing.' },
		{
			text: 'An average taken with mean(), as in Swin’s head, counts nothing; the same average by an adaptive pooling module counts.'
		},
		{ text: 'GRN and RMSNorm are not in its table either.' }
	],
	rules: fvcoreRules
};

/** fvcore's `ActivationCountAnalysis`: outputs of convolutions, linear layers and explicit products. */
export function fvcoreActivations(
	layers: readonly Layer[],
	{ fusedAttention }: Options = { fusedAttention: false }
): number {
	let total = 0;
	for (const layer of layers) {
		total += layer.activations;
		const { op } = layer;
		if (op.kind === 'rotary') total += layer.macs;
		if (op.kind === 'linear' && isFunction({ ...layer, op })) total += elements(layer.out);
		if (op.kind === 'attention' && !isFused({ ...layer, op }, fusedAttention))
			total += scoresOf({ ...layer, op }) + elements(layer.out);
		if (op.kind === 'crossAttention' && !isFused({ ...layer, op }, fusedAttention))
			total += crossScoresOf({ ...layer, op }) + elements(layer.out);
	}
	return total;
}
