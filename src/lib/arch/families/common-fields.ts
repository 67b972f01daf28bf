import type { Field, NumberRange } from '../fields.ts';
import type { PerAxis } from '../net.ts';

export const whole = (min: number, max: number, nudge = 1): NumberRange => ({
	min,
	max,
	step: 1,
	nudge
});

/** What every family is told of its input and output. */
export type InputConfig = Readonly<{
	/** Side of the square input image, or its height and width, px. */
	input: PerAxis;
	/** Channels of the input image. */
	channels: number;
	/** Outputs of the classifier; 0 leaves it out, and the features that it would read come out. */
	classes: number;
	batch: number;
}>;

/** ImageNet's images and classes. */
export const imageNet: InputConfig = { input: 224, channels: 3, classes: 1000, batch: 1 };

/** Fields that every family has: one for each part of `InputConfig`. */
export const inputFields: readonly Field[] = [
	{
		key: 'input',
		label: 'input',
		role: 'resolution',
		group: 'Input',
		kind: 'size',
		...whole(8, 2048, 32),
		help: 'Side of the square input image, px; height x width, as 800x1280, where they differ.'
	},
	{
		key: 'channels',
		label: 'input channels',
		role: 'channels',
		group: 'Input',
		kind: 'number',
		...whole(1, 64),
		help: 'Channels of the input image: 3 for colour, 1 for grey.'
	},
	{
		key: 'classes',
		label: 'classes',
		role: 'classes',
		group: 'Input',
		kind: 'number',
		...whole(0, 100000),
		help: 'Outputs of the classifier; 0 for none: the features that it would read come out.'
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
