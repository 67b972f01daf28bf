import type { Field, NumberRange } from '../fields.ts';

export const whole = (min: number, max: number, nudge = 1): NumberRange => ({
	min,
	max,
	step: 1,
	nudge
});

/** Fields that every family has. */
export const inputFields: readonly Field[] = [
	{
		key: 'input',
		label: 'input',
		role: 'resolution',
		group: 'Input',
		kind: 'number',
		...whole(8, 2048, 32),
		help: 'Side of the square input image, px.'
	},
	{
		key: 'classes',
		label: 'classes',
		role: 'classes',
		group: 'Input',
		kind: 'number',
		...whole(1, 100000),
		help: 'Outputs of the classifier.'
	},
	{
		key: 'batch',
		label: 'batch',
		role: 'batch',
		group: 'Input',
		kind: 'number',
		...whole(1, 1024),
		help: 'Images in one forward pass of the live run. Counts are for one image.'
	}
];
