import type { Field } from '../../fields.ts';
import { inputFields, whole } from '../common-fields.ts';
import { mlpRatioField, patchField, qkvBiasField } from '../transformer-fields.ts';

/** What a person can change in a Swin Transformer, with the limits of every value. */
export const swinFields: readonly Field[] = [
	{
		key: 'depths',
		label: 'depth',
		role: 'depth',
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 96),
		help: 'Blocks in the stage; every second one shifts its windows.'
	},
	{
		key: 'heads',
		label: 'heads',
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 128),
		help: 'Attention heads, which share the stage’s channels out among themselves.'
	},
	{
		key: 'width',
		label: 'embedding width',
		role: 'width',
		group: 'Block',
		kind: 'number',
		...whole(1, 1024, 8),
		help: 'Channels of the first stage; they double with every stage.'
	},
	{
		key: 'window',
		label: 'window',
		group: 'Block',
		kind: 'number',
		...whole(1, 64),
		help: 'Side of the windows inside which positions attend to each other. A map that windows do not divide is padded; one that is smaller is a window itself.'
	},
	mlpRatioField,
	qkvBiasField,
	patchField,
	// A map is padded up to whole windows: a larger image can cost less.
	...inputFields.map((field) =>
		field.role === 'resolution' ? { ...field, uneven: true as const } : field
	)
];
