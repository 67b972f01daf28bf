import type { LinesField, Parsed } from '../../arch/fields.ts';

/** Lines below each other; one that says nothing is written as `none`. */
export const linesText = (lines: readonly string[]): string =>
	lines.map((line) => (line === '' ? 'none' : line)).join('\n');

/** Reads lines below each other; an empty one says what the line above it says. */
export const readLinesText = (field: LinesField, text: string): Parsed<readonly string[]> =>
	field.read(text.trim().replaceAll(/\s*\n/g, '~'));

/** About how many rows a text takes, at least two. */
export const rowsOf = (text: string): number =>
	Math.min(
		12,
		Math.max(
			2,
			text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 40), 0)
		)
	);
