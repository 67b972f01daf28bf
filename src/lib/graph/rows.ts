import { FIGURES, type Figure } from './boxes.ts';

/** Heights of the picture's rows, px from the top. */
export type Track = Readonly<{
	figure: Figure;
	/** Baseline of the shares over the bars. */
	shares: number;
	/** Baseline of the name, where it stands above the bars. */
	name: number;
	/** Where the tallest bar reaches, and where all bars stand. */
	bars: number;
	base: number;
	/** Top of the message that stands in for bars. */
	message: number;
}>;
export type Rows = Readonly<{
	/** Width kept for the tracks' names at the left; 0 where they stand above their bars. */
	gutter: number;
	/** Width kept at the right, so that the last heading has room. */
	margin: number;
	/** Where the headings end. */
	headings: number;
	/** The band of the network: its middle and half its height. */
	middle: number;
	half: number;
	/** Where block numbers stand, and the brackets of runs. */
	brackets: number;
	tracks: readonly Track[];
	height: number;
}>;

/** Below this width names move above the bars. */
const NARROW = 560;

/** Heights of all rows for a picture of this width. */
export function rowsFor(width: number): Rows {
	const narrow = width < NARROW;
	const half = narrow ? 60 : 76;
	const headings = 38;
	// Above the tallest block there is room for its arc.
	const middle = headings + 20 + half;
	const brackets = middle + half + 12;
	const bars = narrow ? 44 : 54;
	const step = bars + (narrow ? 42 : 30);
	const first = brackets + 28;
	const tracks = FIGURES.map((figure, i) => {
		const top = first + i * step;
		const base = top + step - 8;
		const message = narrow ? top + 14 : base - bars;
		return {
			figure,
			name: top + 8,
			shares: top + (narrow ? 22 : 8),
			bars: base - bars,
			base,
			message
		};
	});
	return {
		gutter: narrow ? 0 : 96,
		margin: narrow ? 8 : 34,
		headings,
		middle,
		half,
		brackets,
		tracks,
		height: first + FIGURES.length * step
	};
}
