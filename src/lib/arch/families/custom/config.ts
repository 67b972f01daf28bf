import type { InputConfig } from '../common-fields.ts';
import type { SkeletonName } from './skeletons.ts';

/**
 * A network whose parts are lines of text. Lists of numbers have one value for each row: blocks of one
 * line. A stage is one row or several. Of lists of lines, the last goes on for all that follow.
 */
export type CustomConfig = InputConfig &
	Readonly<{
		/** Blocks of the row. */
		depths: readonly number[];
		/** C: channels that its blocks are written for. */
		widths: readonly number[];
		/** S, of the row's first block. */
		strides: readonly number[];
		/** Whether a row begins a stage, or goes on with the one before. */
		begins: readonly ('stage' | 'row')[];
		/** One line. */
		stem: readonly string[];
		/** A line for each row. */
		blocks: readonly string[];
		/** A line for each stage; empty for none. */
		downsampling: readonly string[];
		/** One line. */
		head: readonly string[];
		/** Whose names stages and blocks have. */
		names: SkeletonName;
	}>;

/** Of a list whose last line goes on. */
export const lineAt = (lines: readonly string[], index: number): string =>
	lines[Math.min(index, lines.length - 1)] ?? '';

/** A list whose last line goes on for all that follow. */
export function withoutRepeats(lines: readonly string[]): readonly string[] {
	let end = lines.length;
	while (end > 1 && lines[end - 1] === lines[end - 2]) end--;
	return lines.slice(0, end);
}
