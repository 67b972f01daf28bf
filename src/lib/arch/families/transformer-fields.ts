import type { Field, NumberRange } from '../fields.ts';

export const whole = (min: number, max: number, nudge = 1): NumberRange => ({
	min,
	max,
	step: 1,
	nudge
});

/** What Swin and ViT share. */
export const mlpRatioField: Field = {
	key: 'mlpRatio',
	label: 'MLP ratio',
	group: 'Block',
	kind: 'number',
	min: 0.25,
	max: 16,
	step: 0.25,
	nudge: 0.5,
	help: 'Hidden channels of the block’s two linear layers over its width.'
};

export const qkvBiasField: Field = {
	key: 'qkvBias',
	label: 'qkv bias',
	group: 'Block',
	kind: 'switch',
	help: 'A bias on the layer that makes queries, keys and values.'
};

export const patchField: Field = {
	key: 'patch',
	label: 'patch',
	group: 'Around',
	kind: 'number',
	...whole(1, 64),
	help: 'Side of a patch, px: kernel and stride of the stem.'
};

export const inputFields: readonly Field[] = [
	{
		key: 'input',
		label: 'input',
		group: 'Input',
		kind: 'number',
		...whole(8, 2048, 32),
		help: 'Side of the square input image, px.'
	},
	{
		key: 'classes',
		label: 'classes',
		group: 'Input',
		kind: 'number',
		...whole(1, 100000),
		help: 'Outputs of the classifier.'
	},
	{
		key: 'batch',
		label: 'batch',
		group: 'Input',
		kind: 'number',
		...whole(1, 1024),
		help: 'Images in one forward pass of the live run. Counts are for one image.'
	}
];
