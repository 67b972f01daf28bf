import type { Config, Field } from '../../fields.ts';
import { options } from '../choices.ts';
import { inputFields, whole } from '../common-fields.ts';
import { stagesOf } from './build.ts';
import type { CustomConfig } from './config.ts';
import { linesField as lines } from './lines-field.ts';
import { SKELETONS } from './skeletons.ts';

/** Rows of the largest network and room for more. */
const most = 48;
const row = { group: 'Stages', most } as const;

// Values come from these very fields, which hold exactly what CustomConfig describes.
const rowsOf = (config: Config): number => (config as CustomConfig).depths.length;
const stagesIn = (config: Config): number => Math.max(...stagesOf(config as CustomConfig));
const once = (): number => 1;

/** What a person can change in a network of blocks of their own, with the limits of every value. */
export const customFields: readonly Field[] = [
	{
		key: 'depths',
		label: 'depth',
		role: 'depth',
		...row,
		kind: 'per-stage',
		...whole(1, 96),
		help: 'Blocks of one line; only the first has the stride S.'
	},
	{
		key: 'widths',
		label: 'width',
		role: 'width',
		...row,
		kind: 'per-stage',
		...whole(1, 4096, 8),
		help: 'The width C that lines are written in, as in 4C.'
	},
	{
		key: 'strides',
		label: 'stride',
		...row,
		kind: 'per-stage',
		...whole(1, 4),
		help: 'The stride S of the first block.'
	},
	{
		key: 'begins',
		label: 'new stage',
		...row,
		kind: 'stage-choice',
		options: options(['stage', 'yes'], ['row', 'no']),
		help: 'Whether these blocks begin a stage or go on with the one before.'
	},
	lines('blocks', 'block', 'Block', {
		most,
		count: rowsOf,
		help: 'What a block is made of, a line for each row; the last goes on for all that follow. C is the width, I the channels that enter, S the stride.'
	}),
	lines('stem', 'stem', 'Stem', {
		most: 1,
		count: once,
		help: 'How the image enters. C is the first width.'
	}),
	lines('downsampling', 'downsampling', 'Around', {
		most,
		count: stagesIn,
		help: 'What stands before a stage, a line for each; the last goes on for all that follow.'
	}),
	lines('head', 'head', 'Around', {
		most: 1,
		count: once,
		help: 'What follows the last stage. K is the number of classes.'
	}),
	{
		key: 'names',
		label: 'names',
		group: 'Around',
		kind: 'choice',
		options: SKELETONS.map((value) => ({ value, label: value })),
		help: 'Whose names stages and blocks have, by which weights are found in a file.'
	},
	...inputFields
];
