import type { Field } from '../../fields.ts';
import { inputFields } from '../common-fields.ts';
import { outputStrideField } from '../output-stride.ts';
import { activationField, depthsField, widthsField } from '../stage-fields.ts';

const kernel = { min: 1, max: 63, step: 2, nudge: 2 } as const;

/** Steps of the share of channels that a branch takes; three of them must leave some. */
export const RATIO_STEP = 1 / 32;

/** What a person can change in an InceptionNeXt, with the limits of every value. */
export const inceptionNextFields: readonly Field[] = [
	depthsField,
	widthsField('Channels of the stage.'),
	{
		key: 'mlpRatios',
		label: 'MLP ratio',
		role: 'expansion',
		group: 'Stages',
		kind: 'per-stage',
		min: 0.25,
		max: 16,
		step: 0.25,
		nudge: 0.5,
		help: 'Hidden channels of the block’s two pointwise convolutions over the stage’s width.'
	},
	{
		key: 'squareKernel',
		label: 'square kernel',
		group: 'Block',
		kind: 'number',
		...kernel,
		help: 'Side of the mixer’s square kernel, which takes one share of the channels.'
	},
	{
		key: 'bandKernel',
		label: 'band kernel',
		role: 'kernel',
		group: 'Block',
		kind: 'number',
		...kernel,
		help: 'Length of the mixer’s two bands, 1 × k and k × 1, which take one share of the channels each.'
	},
	{
		key: 'branchRatio',
		label: 'branch ratio',
		group: 'Block',
		kind: 'number',
		min: RATIO_STEP,
		max: 10 * RATIO_STEP,
		step: RATIO_STEP,
		nudge: RATIO_STEP,
		help: 'Share of the channels that the square and each band take; the others stay as they are.'
	},
	outputStrideField,
	activationField('The function between the block’s two pointwise convolutions.'),
	{
		key: 'layerScale',
		label: 'layer scale',
		group: 'Block',
		kind: 'switch',
		help: 'A learned factor for each channel at the end of the block’s body.'
	},
	...inputFields
];
