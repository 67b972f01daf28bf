import type { Shape } from '../net.ts';

/** How a list of items is named where it does not say so itself. */
export type Scope = 'block' | 'group' | 'gate' | 'index' | 'head';

/** What a line is read for: the letters that its numbers may have, and its place in the network. */
export type Place = Readonly<{
	/** C: channels that leave the block. */
	width: number;
	/** I: channels that enter it. */
	entering: number;
	/** S: its stride. */
	stride: number;
	/** K: classes, where there are any to be told apart. */
	classes?: number;
	/** Number of the block in its row, from 0: of blocks that alternate it says which. */
	index: number;
}>;

/** A place inside a line. */
export type Context = Place &
	Readonly<{
		/** What enters. */
		x: Shape;
		scope: Scope;
		/** Whether a norm that has a bias of its own follows at once. */
		normed: boolean;
		/** What entered the last operation that arranged the map in windows. */
		arranged: Shape | null;
		/** How numbers are written: channels by which letters first, and whether counts have letters too. */
		style: Style;
	}>;

export type Style = Readonly<{
	letters: readonly ('C' | 'I')[];
	/** Whether heads and groups are written as parts of a width, and not as they are. */
	counts: boolean;
	/** Whether a body without a shortcut is written as one that skips where shapes allow. */
	skips: boolean;
}>;
