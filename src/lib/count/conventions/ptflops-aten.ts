import {
	attentionUnlessFused,
	biasMlp,
	conv,
	convAndBias,
	frequencies,
	linearAndBias
} from './amounts.ts';
import type { Convention } from './convention.ts';

/**
 * ptflops with `backend='aten'` (ptflops/aten_ops.py), its default: ATen operators, one for a
 * multiply-accumulate and one for each output that gets a bias.
 */
export const ptflopsAten: Convention = {
	id: 'ptflops-aten',
	label: 'ptflops, aten',
	unit: 'MACs',
	perMac: 1,
	source: 'https://github.com/sovrasov/flops-counter.pytorch/blob/master/ptflops/aten_ops.py',
	summary: 'Multiply-accumulates of convolutions, linear layers and matrix products, and biases.',
	notes: [
		{ text: 'A fused attention kernel is not in its table: its two products count nothing.' }
	],
	rules: {
		conv: convAndBias,
		blurPool: conv,
		linear: linearAndBias,
		channelConv: conv,
		attention: (layer, context) => [
			...attentionUnlessFused(layer, context),
			...biasMlp(layer, { biases: true })
		],
		crossAttention: (layer, context) => attentionUnlessFused(layer, context),
		rotary: frequencies()
	}
};
