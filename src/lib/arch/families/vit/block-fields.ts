import type { Config, Field } from '../../fields.ts';
import { whole } from '../common-fields.ts';
import { mlpRatioField, qkvBiasField } from '../transformer-fields.ts';
import { activationField } from '../stage-fields.ts';

const isSerial = ({ block }: Config): boolean => block !== 'parallel';

/** What a person can change in the blocks, with the limits of every value. */
export const blockFields: readonly Field[] = [
	{
		key: 'width',
		label: 'embedding width',
		role: 'width',
		group: 'Block',
		kind: 'number',
		...whole(1, 4096, 8),
		help: 'Channels of every token.'
	},
	{
		key: 'depth',
		label: 'depth',
		role: 'depth',
		group: 'Block',
		kind: 'number',
		...whole(1, 96),
		help: 'Number of blocks.'
	},
	{
		key: 'heads',
		label: 'heads',
		group: 'Block',
		kind: 'number',
		...whole(1, 128),
		help: 'Attention heads; they must divide the width.'
	},
	{
		key: 'block',
		label: 'block',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'pre-norm', label: 'norms first' },
			{ value: 'post-norm', label: 'norms last' },
			{ value: 'parallel', label: 'attention beside MLP' },
			{ value: 'double', label: 'two attentions, two MLPs' }
		],
		help: 'Attention and MLP one after the other, with their norms before or after them, or side by side.'
	},
	// Fine enough for every whole number of hidden channels.
	{ ...mlpRatioField, step: 0.0001 },
	{
		key: 'mlp',
		label: 'MLP',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'plain', label: 'two layers' },
			{ value: 'packed', label: 'gated, packed' },
			{ value: 'gated', label: 'gated, three layers' }
		],
		applies: isSerial,
		help: 'Two linear layers; or a gate that multiplies the hidden channels (SwiGLU), from half of the first layer or from a layer of its own.'
	},
	activationField('The function between the MLP’s layers, or of its gate.'),
	{
		key: 'norm',
		label: 'norm',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'layer', label: 'LayerNorm' },
			{ value: 'rms', label: 'RMSNorm' }
		],
		help: 'What normalises the channels of each token; RMSNorm neither centres nor shifts them.'
	},
	{
		key: 'eps',
		label: 'norm ε',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: '1e-6', label: '10⁻⁶' },
			{ value: '1e-5', label: '10⁻⁵' }
		],
		help: 'What norms add to the variance before they divide by its root.'
	},
	{
		key: 'qkNorm',
		label: 'QK norm',
		group: 'Block',
		kind: 'switch',
		help: 'A norm of every head’s queries and keys, which keeps scores small in large networks.'
	},
	{
		key: 'subNorm',
		label: 'inner norms',
		group: 'Block',
		kind: 'switch',
		applies: isSerial,
		help: 'Further norms before the last layers of attention and MLP, as in BEiT-3.'
	},
	{
		key: 'attentionNorm',
		label: 'norm in attention',
		group: 'Block',
		kind: 'switch',
		applies: (config) => isSerial(config) && config.subNorm === true,
		help: 'Whether the inner norms are in attention too, or in the MLP alone, as in EVA-02.'
	},
	{
		key: 'layerScale',
		label: 'layer scale',
		group: 'Block',
		kind: 'switch',
		applies: ({ block }) => block !== 'post-norm',
		help: 'A learned factor for each channel at the end of every residual branch.'
	},
	qkvBiasField,
	{
		key: 'keyBias',
		label: 'key bias',
		group: 'Block',
		kind: 'switch',
		applies: (config) => isSerial(config) && config.qkvBias === true,
		help: 'Whether keys have that bias too, which softmax sees only where positions turn them. EVA leaves it out.'
	},
	{
		key: 'apartQkv',
		label: 'q, k and v apart',
		group: 'Block',
		kind: 'switch',
		applies: isSerial,
		help: 'Queries, keys and values from a layer each, in place of one for all.'
	},
	{
		key: 'bias',
		label: 'other biases',
		group: 'Block',
		kind: 'switch',
		help: 'Biases on the block’s other linear layers.'
	}
];
