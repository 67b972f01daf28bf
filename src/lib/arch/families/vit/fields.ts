import type { Field } from '../../fields.ts';
import { inputFields, whole } from '../common-fields.ts';
import { mlpRatioField, patchField, qkvBiasField } from '../transformer-fields.ts';

/** What a person can change in a Vision Transformer, with the limits of every value. */
export const vitFields: readonly Field[] = [
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
	mlpRatioField,
	qkvBiasField,
	patchField,
	{
		key: 'classToken',
		label: 'class token',
		group: 'Around',
		kind: 'switch',
		help: 'A learned token that goes through the network with those of the patches.'
	},
	{
		key: 'pool',
		label: 'pooling',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'token', label: 'class token' },
			{ value: 'average', label: 'average' }
		],
		help: 'What the classifier reads: the class token, or the average of the patch tokens.'
	},
	...inputFields
];
