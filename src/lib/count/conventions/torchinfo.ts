import type { Layer } from '../../arch/infer.ts';
import { biasMlp, conv, convAndBias, linearAndBias, unlessFunction } from './amounts.ts';
import type { Amount, Convention } from './convention.ts';

/** A norm's parameters, once for an image and not for each position. */
const parameters = ({ params }: Layer): readonly Amount[] => [{ label: 'norms', count: params }];

/**
 * torchinfo (`LayerInfo.calculate_macs`): parameters called weight or bias of leaf modules, times the
 * output's positions for convolutions and linear layers.
 */
export const torchinfo: Convention = {
	id: 'torchinfo',
	label: 'torchinfo',
	unit: 'mult-adds',
	perMac: 1,
	source: 'https://github.com/TylerYep/torchinfo/blob/main/torchinfo/layer_info.py',
	summary:
		'Weights and biases of convolutions and linear layers times output positions; a norm’s parameters once.',
	notes: [
		{ text: 'Attention’s products have no parameters and count nothing, fused or not.' },
		{ text: 'Norms count their parameters once, not for each position.' },
		{
			text: 'In Swin V2 the layer that makes queries, keys and values is called as a function, for its bias: it counts nothing.'
		},
		{
			text: 'It reads torchvision’s Swin-T as 2.97 G, because linear layers are called there as functions.'
		}
	],
	rules: {
		conv: convAndBias,
		linear: unlessFunction(linearAndBias),
		attention: (layer) => biasMlp(layer, { biases: true }),
		channelConv: conv,
		batchNorm: parameters,
		layerNorm: parameters,
		rmsNorm: parameters,
		simpleNorm: parameters,
		groupNorm: parameters,
		grn: parameters
	}
};
