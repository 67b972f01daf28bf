import type { Field, NumberField } from '../fields.ts';
import { whole } from './common-fields.ts';

/** What Swin and ViT share. */
export const mlpRatioField: NumberField = {
	key: 'mlpRatio',
	label: 'MLP ratio',
	role: 'expansion',
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
