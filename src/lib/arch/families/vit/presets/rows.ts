import type { ImageWishes } from '../../../family.ts';
import type { VitConfig } from '../config.ts';

export type Changes = Partial<VitConfig>;

/** A network of timm's: its name, what that does not tell, words for its label, and wishes of its own. */
export type Row = readonly [name: string, changes?: Changes, words?: string, image?: ImageWishes];

/** Networks under one heading, and what they have in common. */
export type Rows = Readonly<{
	group: string;
	/** What its networks are called before their size; with a slash, the patch follows that. */
	label: string;
	common?: Changes;
	rows: readonly Row[];
}>;

/** Names that differ in the input alone. */
export const at = (
	stem: string,
	inputs: readonly number[],
	changes: Changes = {},
	words = '',
	image?: ImageWishes
): readonly Row[] =>
	inputs.map((input) => {
		const name = `${stem}_${input}`;
		return image ? [name, changes, words, image] : [name, changes, words];
	});

/** The average of the patch tokens, and no class token. */
export const average: Changes = { classToken: false, pool: 'average' };

/** The same after the last norm: timm's `fc_norm=False`. */
export const normedAverage: Changes = { ...average, lastNorm: 'before' };

export const scaled: Changes = { layerScale: true };
