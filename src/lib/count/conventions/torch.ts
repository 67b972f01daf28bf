import { attentionUnlessFused, biasMlp, frequencies, products } from './amounts.ts';
import type { Convention } from './convention.ts';

/**
 * PyTorch's `FlopCounterMode` (torch/utils/flop_counter.py), which sees ATen operators: convolution,
 * mm, addmm and bmm at two FLOPs for a multiply-accumulate, whatever else runs at none.
 */
export const torch: Convention = {
	id: 'torch',
	label: 'PyTorch FlopCounterMode',
	unit: 'FLOPs',
	perMac: 2,
	source: 'https://github.com/pytorch/pytorch/blob/main/torch/utils/flop_counter.py',
	summary:
		'Two FLOPs for each multiply-accumulate of convolutions, linear layers and matrix products; biases, norms and activations count nothing.',
	notes: [
		{
			text: 'On the CPU it reads 0 for fused attention.',
			source: 'https://github.com/pytorch/pytorch/issues/195460'
		},
		{
			text: 'In the backward pass it ignores groups: ConvNeXt-T’s backward reads 7.7 times its forward instead of twice.',
			source: 'https://github.com/pytorch/pytorch/pull/183405'
		}
	],
	rules: {
		conv: products('convolutions', 'aten.convolution'),
		channelConv: products('convolutions', 'aten.convolution'),
		blurPool: products('convolutions', 'aten.convolution'),
		linear: (layer) => products('linear layers', layer.op.bias ? 'aten.addmm' : 'aten.mm')(layer),
		attention: (layer, context) => [
			...attentionUnlessFused(layer, context, 'aten.bmm'),
			...biasMlp(layer, { operators: ['aten.addmm', 'aten.mm'] })
		],
		crossAttention: (layer, context) => attentionUnlessFused(layer, context, 'aten.bmm'),
		rotary: frequencies('aten.bmm')
	}
};
