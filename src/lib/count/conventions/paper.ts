import { attention, attentionProducts, conv, frequencies, linear } from './amounts.ts';
import type { Convention } from './convention.ts';

/** The ConvNeXt paper's counts (arXiv 2201.03545): what it prints as FLOPs are multiply-accumulates. */
export const paper: Convention = {
	id: 'paper',
	label: 'the paper',
	unit: 'MACs',
	perMac: 1,
	source: 'https://arxiv.org/abs/2201.03545',
	summary:
		'Multiply-accumulates of convolutions, linear layers and attention’s two products, each once; nothing else.',
	notes: [{ text: 'The paper prints these multiply-accumulates as FLOPs.' }],
	rules: {
		conv,
		blurPool: conv,
		linear,
		channelConv: conv,
		attention,
		crossAttention: (layer) => attentionProducts(layer),
		rotary: frequencies()
	}
};
