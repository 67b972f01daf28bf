import { TRACK_METRICS, type TrackMetric } from './boxes.ts';

/** Heights of one track's parts, px from the top. */
export type TrackRow = Readonly<{
	/** Baseline of the shares over the bars. */
	shares: number;
	/** Baseline of the name, where it stands above the bars. */
	name: number;
	/** Baseline of what the tallest bar stands for; `null` where rows are too low for it. */
	most: number | null;
	/** Where the tallest bar reaches, and where all bars stand. */
	bars: number;
	base: number;
	/** Top of the message that stands in for bars. */
	message: number;
}>;
export type Track = TrackRow & Readonly<{ metric: TrackMetric }>;

/** Heights of the picture's rows, px from the top. */
export type TrackRows = Readonly<{
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
	/** The track of the receptive field; `null` where there is only one track. */
	field: TrackRow | null;
	/** Tracks of what layers make of a picture, below all others; none until that is known. */
	statistics: readonly TrackRow[];
	height: number;
}>;

/** Tracks from top to bottom: what is computed first, then what is measured. */
const ORDER: readonly (TrackMetric | 'field')[] = [
	'count',
	'params',
	'activations',
	'field',
	'time'
];

/** Below this width names move above the bars. */
const NARROW = 560;

/** Heights of a window in which rows are as low, and as high, as they get, px. */
const LOW = 700;
const HIGH = 905;

/** How high rows may be in a window of this height: 0 as low as can be read, 1 as high as is of use. */
export const roomIn = (height: number = HIGH): number =>
	Math.min(1, Math.max(0, (height - LOW) / (HIGH - LOW)));

/**
 * Heights of all rows for a picture of this width.
 *
 * @param only the one track of a picture that stands among others, which is lower as well
 * @param statistics how many tracks of statistics there are
 * @param room how high rows may be, from 0 to 1; a narrow picture scrolls with the page and has all it wants
 */
export function rowsFor(
	width: number,
	only: TrackMetric | null = null,
	room = 1,
	statistics = 0
): TrackRows {
	const narrow = width < NARROW;
	const half = only !== null ? 46 : narrow ? 60 : Math.round(50 + 26 * room);
	const headings = 38;
	// Above the tallest block there is room for its arc.
	const middle = headings + 20 + half;
	const brackets = middle + half + 12;
	const bars = narrow ? 44 : only !== null ? 54 : Math.round(24 + 30 * room);
	const step = bars + (narrow ? 42 : 30);
	const first = brackets + 28;
	const rowAt = (i: number): TrackRow => {
		const top = first + i * step;
		const base = top + step - 8;
		const message = narrow ? top + 14 : base - bars;
		return {
			name: top + 8,
			shares: top + (narrow ? 22 : 8),
			most: bars < 38 ? null : base - bars + 4,
			bars: base - bars,
			base,
			message
		};
	};
	const order = only === null ? ORDER : [only];
	const placeOf = (name: TrackMetric | 'field'): TrackRow =>
		rowAt(Math.max(0, order.indexOf(name)));
	return {
		gutter: narrow ? 0 : 96,
		margin: narrow ? 8 : 34,
		headings,
		middle,
		half,
		brackets,
		tracks: TRACK_METRICS.filter((metric) => order.includes(metric)).map((metric) => ({
			metric,
			...placeOf(metric)
		})),
		field: only === null ? placeOf('field') : null,
		statistics: Array.from({ length: statistics }, (_, i) => rowAt(order.length + i)),
		height: first + (order.length + statistics) * step
	};
}

/**
 * The heights that `rowsFor` gives a network which stands alone, as lengths of CSS: what has no width yet is
 * given its room by them. Wide, it follows the window's height, to within the rounding of rows.
 */
export function reservedHeights(): Readonly<{ wide: string; narrow: string }> {
	const [low, high, narrow] = [
		rowsFor(NARROW, null, 0).height,
		rowsFor(NARROW, null, 1).height,
		rowsFor(NARROW - 1).height
	];
	const steepness = (high - low) / (HIGH - LOW);
	return {
		wide: `clamp(${low}px, ${low}px + (100vh - ${LOW}px) * ${steepness.toFixed(4)}, ${high}px)`,
		narrow: `${narrow}px`
	};
}

/** Heights for the network alone, as low as it can be told. */
export function smallRows(width: number): TrackRows {
	const half = 32;
	const [headings, above] = [0, 16];
	const middle = headings + above + half;
	return { ...rowsFor(width), headings, middle, half, brackets: middle + half + 6, tracks: [] };
}
