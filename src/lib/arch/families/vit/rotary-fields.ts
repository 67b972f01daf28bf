import type { Config, Field } from '../../fields.ts';
import { whole } from '../common-fields.ts';

const isCounted = ({ rotary }: Config): boolean => rotary === 'counted';

/** Positions that turn queries and keys, beside or in place of those that are added. */
export const rotaryFields: readonly Field[] = [
	{
		key: 'rotary',
		label: 'rotary positions',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'none', label: 'none' },
			{ value: 'counted', label: 'patches counted' },
			{ value: 'relative', label: 'relative to the image' },
			{ value: 'learned', label: 'learned angles' }
		],
		help: 'Turns queries and keys in every block by the place of their patch (RoPE), so that scores know distances: EVA-02 counts patches, DINOv3 goes from edge to edge, RoPE-ViT learns how fast each head turns.'
	},
	{
		key: 'rotaryBase',
		label: 'rotary base',
		group: 'Around',
		kind: 'number',
		...whole(2, 1000000, 10),
		applies: ({ rotary }) => rotary === 'counted' || rotary === 'relative',
		help: 'How much slower the last channels of a head turn than its first, nearly.'
	},
	{
		key: 'rotaryOrder',
		label: 'rotary order',
		group: 'Around',
		kind: 'choice',
		options: [
			{ value: 'rows', label: 'rows first' },
			{ value: 'columns', label: 'columns first' }
		],
		applies: isCounted,
		help: 'Which axis turns the first half of a head’s channels.'
	},
	{
		key: 'rotaryFrom',
		label: 'rotary start',
		group: 'Around',
		kind: 'number',
		...whole(0, 8),
		applies: isCounted,
		help: 'Number of the first row and column of patches.'
	},
	{
		key: 'rotaryOver',
		label: 'rotary side',
		group: 'Around',
		kind: 'number',
		...whole(0, 256),
		applies: isCounted,
		help: 'Patches a side that places are stretched to, as trained, whatever the input; 0 leaves them as they are.'
	}
];
