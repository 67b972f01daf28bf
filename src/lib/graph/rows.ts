import { FIGURES, type Figure } from './boxes.ts';

/** Heights of one track's parts, px from the top. */
export type TrackRow = Readonly<{
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
export type Track = TrackRow & Readonly<{ figure: Figure }>;

/** Heights of the picture's rows, px from the top. */
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
	/** The track of the receptive field. */
	field: TrackRow;
	height: number;
}>;

/** Tracks from top to bottom: what is computed first, then what is measured. */
const ORDER = ['macs', 'params', 'activations', 'field', 'time'] as const;

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
	const rowAt = (i: number): TrackRow => {
		const top = first + i * step;
		const base = top + step - 8;
		const message = narrow ? top + 14 : base - bars;
		return {
			name: top + 8,
			shares: top + (narrow ? 22 : 8),
			bars: base - bars,
			base,
			message
		};
	};
	const places = ORDER.map((name, i) => [name, rowAt(i)] as const);
	const placeOf = (name: (typeof ORDER)[number]): TrackRow =>
		places.find(([other]) => other === name)?.[1] ?? rowAt(0);
	return {
		gutter: narrow ? 0 : 96,
		margin: narrow ? 8 : 34,
		headings,
		middle,
		half,
		brackets,
		tracks: FIGURES.map((figure) => ({ figure, ...placeOf(figure) })),
		field: placeOf('field'),
		height: first + ORDER.length * step
	};
}
