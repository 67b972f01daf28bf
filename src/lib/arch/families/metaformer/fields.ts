import type { Field } from '../../fields.ts';
import { inputFields, whole } from '../common-fields.ts';
import { mlpRatioField } from '../transformer-fields.ts';
import { activationOptions, is } from '../choices.ts';
import { depthsField, widthsField } from '../stage-fields.ts';

/** What a person can change in a MetaFormer, with the limits of every value. */
export const metaFormerFields: readonly Field[] = [
	depthsField,
	widthsField('Channels of the stage. A stage as wide as the one before does not downsample.', 32),
	{
		key: 'mixers',
		label: 'token mixer',
		group: 'Stages',
		kind: 'stage-choice',
		options: [
			{ value: 'pool', label: 'pool' },
			{ value: 'conv', label: 'conv' },
			{ value: 'attention', label: 'attention' },
			{ value: 'none', label: 'none' }
		],
		help: 'What mixes positions: a 3 × 3 average, a separable convolution, attention of every position to all, or nothing (IdentityFormer).'
	},
	{
		key: 'resScales',
		label: 'shortcut scale',
		group: 'Stages',
		kind: 'stage-choice',
		options: [
			{ value: 'off', label: 'off' },
			{ value: 'on', label: 'on' }
		],
		help: 'A learned factor for each channel on the shortcuts of the stage’s blocks.'
	},
	{
		key: 'kernel',
		label: 'kernel',
		role: 'kernel',
		group: 'Block',
		kind: 'number',
		min: 1,
		max: 63,
		step: 2,
		nudge: 2,
		applies: is('mixers', 'conv'),
		help: 'Side of the separable convolution’s kernel; odd, so that the map keeps its size.'
	},
	{
		key: 'headWidth',
		label: 'head width',
		group: 'Block',
		kind: 'number',
		...whole(1, 256, 8),
		applies: is('mixers', 'attention'),
		help: 'Channels of an attention head; they must divide the width of a stage with attention.'
	},
	mlpRatioField,
	{
		key: 'mlpBias',
		label: 'MLP bias',
		group: 'Block',
		kind: 'switch',
		help: 'Biases of the block’s two last layers.'
	},
	{
		key: 'activation',
		label: 'activation',
		group: 'Block',
		kind: 'choice',
		options: [{ value: 'starRelu', label: 'StarReLU' }, ...activationOptions],
		help: 'The non-linearity. StarReLU is a squared ReLU with one learned scale and bias. GELU is the exact erf form.'
	},
	{
		key: 'norm',
		label: 'norm',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'layer', label: 'LN' },
			{ value: 'group', label: 'GN' }
		],
		help: 'Over the channels of each position (LN), or over all positions and channels together (GN of one group).'
	},
	{
		key: 'normBias',
		label: 'norm bias',
		group: 'Block',
		kind: 'switch',
		help: 'Whether the blocks’ norms add a learned number to each channel.'
	},
	{
		key: 'layerScale',
		label: 'layer scale',
		group: 'Block',
		kind: 'switch',
		help: 'A learned factor for each channel at the end of the block’s two bodies.'
	},
	{
		key: 'outerNorms',
		label: 'outer norms',
		group: 'Around',
		kind: 'switch',
		help: 'LN after the stem and before each downsampling.'
	},
	{
		key: 'mlpHead',
		label: 'hidden layer in head',
		group: 'Around',
		kind: 'switch',
		applies: ({ classes }) => classes !== 0,
		help: 'A layer four times as wide, a squared ReLU and a norm before the classifier.'
	},
	...inputFields
];
