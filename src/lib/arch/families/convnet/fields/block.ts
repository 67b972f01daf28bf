import type { Field } from '../../../fields.ts';
import { whole } from '../../common-fields.ts';
import { is, options } from '../../choices.ts';

/** Fields of a block's convolutions. */
export const blockFields: readonly Field[] = [
	{
		key: 'block',
		label: 'block',
		group: 'Block',
		kind: 'choice',
		options: options(
			['basic', 'basic'],
			['bottleneck', 'bottleneck'],
			['inverted', 'inverted'],
			['spatial-first', 'spatial first']
		),
		help: 'Order of the block’s layers: two k × k (ResNet-18), narrow in the middle (ResNet-50), wide in the middle (MobileNetV2), or the k × k moved up before the wide pair (ConvNeXt).'
	},
	{
		key: 'conv',
		label: 'spatial conv',
		group: 'Block',
		kind: 'choice',
		options: options(
			['dense', 'dense'],
			['grouped', 'grouped'],
			['group-width', 'by width'],
			['depthwise', 'depthwise']
		),
		help: 'Which input channels an output channel sees: all, those of its group (so many groups, or groups so wide), or only its own.'
	},
	{
		key: 'cardinality',
		label: 'groups',
		group: 'Block',
		kind: 'number',
		...whole(1, 512),
		applies: is('conv', 'grouped'),
		help: 'Groups of the spatial convolution: ResNeXt’s cardinality.'
	},
	{
		key: 'groupWidth',
		label: 'group width',
		group: 'Block',
		kind: 'number',
		...whole(1, 512),
		applies: is('conv', 'group-width'),
		help: 'Channels of each group of the spatial convolution; wider stages then have more groups.'
	},
	{
		key: 'inner',
		label: 'inner width',
		group: 'Block',
		kind: 'number',
		min: 0.25,
		max: 16,
		step: 0.25,
		nudge: 0.25,
		applies: is('block', 'bottleneck'),
		help: 'Channels inside the bottleneck over the base width: 1 in ResNet, 2 in ResNeXt-50 32x4d and in wide ResNets.'
	},
	{
		key: 'reduceFirst',
		label: 'narrow first',
		group: 'Block',
		kind: 'number',
		...whole(1, 8),
		applies: is('block', 'basic', 'bottleneck'),
		help: 'By how much the block’s first convolution is narrower than usual: 2 in SENet-154.'
	},
	{
		key: 'blockWidths',
		label: 'free widths',
		group: 'Block',
		kind: 'list',
		...whole(1, 8192),
		most: 400,
		help: 'Channels of every convolution of every block, one after the other, where they follow no ratio: pruned networks. None where width and expansion say them.'
	},
	{
		key: 'pointwise',
		label: '1 × 1 layers',
		role: 'form',
		group: 'Block',
		kind: 'choice',
		options: options(['linear', 'linear'], ['conv', 'conv']),
		applies: is('block', 'spatial-first'),
		help: 'The same arithmetic as a linear layer on channels or as a 1 × 1 convolution; some counters treat the two differently.'
	}
];
