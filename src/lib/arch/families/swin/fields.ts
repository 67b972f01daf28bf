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
		group: 'Stages',
		kind: 'per-stage',
		...whole(1, 64),
		help: 'Height of the windows inside which positions attend to each other, and their width too. A map that windows do not divide is padded; one that is smaller is a window itself.'
	},
	{
		key: 'windowWidth',
		label: 'window width',
		group: 'Stages',
		kind: 'per-stage',
		...whole(0, 64),
		help: 'Width of the windows where it is not their height; 0 is as wide as high.'
	},
	{
		key: 'version',
		label: 'version',
		group: 'Block',
		kind: 'choice',
		options: [
			{ value: 'v1', label: 'V1' },
			{ value: 'v2', label: 'V2' }
		],
		help: 'V2 attends by the cosine of queries and keys, makes the bias of relative positions by a small MLP, and norms what a branch adds, not what it takes.'
	},
	{
		key: 'pretrainedWindow',
		label: 'trained window',
		group: 'Stages',
		kind: 'per-stage',
		...whole(0, 64),
		applies: (config) => config['version'] === 'v2',
		help: 'Side of the windows that weights of V2 were first trained for: distances are measured by it. 0 is the window itself.'
	},
	mlpRatioField,
	qkvBiasField,
	patchField,
	// A map is padded up to whole windows: a larger image can cost less.
	...inputFields.map((field) =>
		field.role === 'resolution' ? { ...field, uneven: true as const } : field
	)
];
