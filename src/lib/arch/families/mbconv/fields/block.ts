import type { Field } from '../../../fields.ts';
import { is, options } from '../../choices.ts';
import { whole } from '../../common-fields.ts';
import { activationField } from '../../stage-fields.ts';

/** Fields of what all blocks have alike. */
export const blockFields: readonly Field[] = [
	activationField('The non-linearity of the network. GELU is the exact erf form.'),
	{
		key: 'norm',
		label: 'norm',
		group: 'Block',
		kind: 'choice',
		options: options(['batch', 'BN'], ['group', 'GN'], ['layer', 'LN']),
		help: 'Normalization after every convolution.'
	},
	{
		key: 'normGroup',
		label: 'norm group',
		group: 'Block',
		kind: 'number',
		...whole(1, 512, 8),
		applies: is('norm', 'group'),
		help: 'Channels in each group of GroupNorm; they must divide every normalized width.'
	},
	{
		key: 'padding',
		label: 'padding',
		group: 'Block',
		kind: 'choice',
		options: options(['pytorch', 'even'], ['same', 'TensorFlow’s']),
		help: 'Zeros around a map that is halved: as many on both sides, or more below and right, as weights from TensorFlow want it.'
	},
	{
		key: 'eps',
		label: 'epsilon',
		group: 'Block',
		kind: 'choice',
		options: options(['1e-5', '1e-5'], ['1e-3', '1e-3']),
		help: 'Added to variances: PyTorch’s default, or that of TensorFlow, from which timm’s tf_ weights come.'
	}
];
