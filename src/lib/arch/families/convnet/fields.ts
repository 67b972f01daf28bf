import { ACTIVATION_KINDS, activations } from '../../ops/activations.ts';
import type { Config, Field } from '../../fields.ts';
import { inputFields, whole } from '../common-fields.ts';

const is =
	(key: string, ...values: string[]) =>
	(config: Config) =>
		values.includes(String(config[key]));

const CONV_POSITIONS = [
	{ value: '1', label: '1st' },
	{ value: '2', label: '2nd' },
	{ value: '3', label: '3rd' }
];

/** What a person can change in a ConvNet, with the limits of every value. */
export const convNetFields: readonly Field[] = [
	{
		key: 'depths',
		label: 'depth',
		role: 'depth',
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 96),
		help: 'Blocks in the stage.'
	},
	{
		key: 'widths',
		label: 'width',
		role: 'width',
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 4096, 8),
		help: 'Base channels of the stage. A bottleneck narrows to this width; other blocks carry it.'
	},
	{
		key: 'kernels',
		label: 'kernel',
		role: 'kernel',
		group: 'Stages',
		kind: 'per-stage',
		min: 1,
		max: 63,
		step: 2,
		nudge: 2,
		help: 'Side of the spatial convolution’s kernel; odd, so that the map keeps its size.'
	},
	{
		key: 'expansions',
		label: 'expansion',
		role: 'expansion',
		group: 'Stages',
		kind: 'per-stage',
		min: 0.25,
		max: 16,
		step: 0.25,
		nudge: 0.5,
		applies: (config) => config.block !== 'basic',
		help: 'Wide channels of the block over its base width.'
	},
	{
		key: 'block',
		label: 'block',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'basic', label: 'basic' },
			{ value: 'bottleneck', label: 'bottleneck' },
			{ value: 'inverted', label: 'inverted' },
			{ value: 'spatial-first', label: 'spatial first' }
		],
		help: 'Order of the block’s layers: two k × k (ResNet-18), narrow in the middle (ResNet-50), wide in the middle (MobileNetV2), or the k × k moved up before the wide pair (ConvNeXt).'
	},
	{
		key: 'conv',
		label: 'spatial conv',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'dense', label: 'dense' },
			{ value: 'grouped', label: 'grouped' },
			{ value: 'depthwise', label: 'depthwise' }
		],
		help: 'Which input channels an output channel sees: all, those of its group, or only its own.'
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
		key: 'inner',
		label: 'inner width',
		group: 'Block',
		kind: 'number',
		min: 0.25,
		max: 8,
		step: 0.25,
		nudge: 0.25,
		applies: is('block', 'bottleneck'),
		help: 'Channels inside the bottleneck over the base width: 1 in ResNet, 2 in ResNeXt-50 32x4d and in wide ResNets.'
	},
	{
		key: 'pointwise',
		label: '1 × 1 layers',
		role: 'form',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'linear', label: 'linear' },
			{ value: 'conv', label: 'conv' }
		],
		applies: is('block', 'spatial-first'),
		help: 'The same arithmetic as a linear layer on channels or as a 1 × 1 convolution; some counters treat the two differently.'
	},
	{
		key: 'norm',
		label: 'norm',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'batch', label: 'BN' },
			{ value: 'layer', label: 'LN' },
			{ value: 'group', label: 'GN' },
			{ value: 'rms', label: 'RMS' },
			{ value: 'none', label: 'none' }
		],
		help: 'Normalization everywhere in the network. With BN and GN the block’s convolutions have no bias.'
	},
	{
		key: 'normGroups',
		label: 'norm groups',
		group: 'Block',
		kind: 'number',
		...whole(1, 512),
		applies: is('norm', 'group'),
		help: 'Groups of GroupNorm; they must divide every normalized width.'
	},
	{
		key: 'normAfter',
		label: 'norm after conv',
		group: 'Block',
		kind: 'set',
		options: CONV_POSITIONS,
		applies: (config) => config.norm !== 'none',
		help: 'Which of the block’s convolutions a norm follows.'
	},
	{
		key: 'activation',
		label: 'activation',
		group: 'Block',
		kind: 'choice',
		options: ACTIVATION_KINDS.map((kind) => ({ value: kind, label: activations[kind].label() })),
		help: 'The non-linearity. GELU is the exact erf form.'
	},
	{
		key: 'activationAfter',
		label: 'activation after conv',
		group: 'Block',
		kind: 'set',
		options: CONV_POSITIONS,
		help: 'Which of the block’s convolutions an activation follows; that of the last comes after the addition.'
	},
	{
		key: 'layerScale',
		label: 'layer scale',
		group: 'Block',
		kind: 'switch',
		help: 'A learned factor for each channel at the end of the block’s body.'
	},
	{
		key: 'grn',
		label: 'GRN',
		group: 'Block',
		kind: 'switch',
		help: 'Global response normalization before the block’s last convolution (ConvNeXt V2).'
	},
	{
		key: 'se',
		label: 'squeeze-and-excitation',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'none', label: 'none' },
			{ value: 'sigmoid', label: 'sigmoid' },
			{ value: 'hardsigmoid', label: 'hard sigmoid' }
		],
		help: 'A weight for each channel from the whole map at the end of the block’s body (SENet), by the activation that ends it.'
	},
	{
		key: 'stem',
		label: 'stem',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'conv-pool', label: 'conv + pool' },
			{ value: 'patchify', label: 'patchify' }
		],
		help: 'How the image enters: 7 × 7 stride 2 and a max pool (ResNet), or one convolution on patches that do not overlap.'
	},
	{
		key: 'patch',
		label: 'patch',
		group: 'Around',
		kind: 'number',
		...whole(1, 32),
		applies: is('stem', 'patchify'),
		help: 'Side of a patch, px: kernel and stride of the stem.'
	},
	{
		key: 'downsample',
		label: 'downsampling',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'in-block', label: 'in block' },
			{ value: 'separate', label: 'separate' }
		],
		help: 'Stride 2 in a stage’s first block with a projection on its shortcut, or a 2 × 2 convolution of its own between stages.'
	},
	{
		key: 'outerNorms',
		label: 'outer norms',
		group: 'Around',
		kind: 'set',
		options: [
			{ value: 'stem', label: 'stem' },
			{ value: 'downsample', label: 'down' },
			{ value: 'head', label: 'head' }
		],
		applies: (config) => config.norm !== 'none',
		help: 'Norms outside the blocks: after the stem, at downsampling, before the classifier.'
	},
	...inputFields
];
