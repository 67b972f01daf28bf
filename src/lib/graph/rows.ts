import { FIGURES, type Figure } from './boxes.ts';

/** Heights of the picture's rows, px from the top. */
export type Track = Readonly<{ figure: Figure; top: number; bars: number; base: number }>;
export type Rows = Readonly<{
	/** Width kept for the tracks' names at the left; 0 where they stand above their bars. */
	gutter: number;
	/** Width kept at the right, so that the last heading has room. */
	margin: number;
	arcs: number;
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
	const half = narrow ? 56 : 68;
	const arcs = 64;
	const middle = arcs + half + 6;
	const brackets = middle + half + 14;
	const bars = narrow ? 44 : 54;
	const step = bars + (narrow ? 42 : 30);
	const first = brackets + 28;
	const tracks = FIGURES.map((figure, i) => {
		const top = first + i * step;
		const base = top + step - 8;
		return { figure, top, bars: base - bars, base };
	});
	return {
		gutter: narrow ? 0 : 96,
		margin: narrow ? 8 : 34,
		arcs,
		middle,
		half,
		brackets,
		tracks,
		height: first + FIGURES.length * step
	};
}
