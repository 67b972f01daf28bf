import { range, ratioOf, STEP } from '../weight-shapes.ts';

/** A bottleneck's fields: base widths, what they expand to, and its inner width over the base. */
type Bottleneck = Readonly<{
	widths: readonly number[];
	expansions: readonly number[];
	inner: number;
}>;

export type Channels = Readonly<{
	/** Channels of the middle convolution, by stage. */
	inside: readonly number[];
	/** Channels that leave the block, by stage. */
	leaving: readonly number[];
	/** Base width of the first stage. */
	stemWidth: number;
	/** Inner channels are a multiple of it: the cardinality of a grouped convolution. */
	step: number;
}>;

const MOST_INNER = 16;
const LARGEST_RATIO = 16;

/** Whether a ratio is one that the field permits. */
export const isRatio = (ratio: number): boolean =>
	Number.isInteger(ratio / STEP) && ratio >= STEP && ratio <= LARGEST_RATIO;

/**
 * Finds base widths, by which inner and outer channels follow from one inner ratio, or `null`.
 * Several base widths may round to the same channels: one with the first stage's expansion is taken.
 */
export function bottleneckOf(channels: Channels): Bottleneck | null {
	const { inside, leaving, stemWidth, step } = channels;
	const narrowed = (width: number, inner: number) => Math.floor((width * inner) / step) * step;

	function widthOf(stage: number, inner: number, usual: number): number | null {
		const [narrow = 0, wide = 0] = [inside[stage], leaving[stage]];
		const from = Math.max(1, Math.floor(narrow / inner));
		const widths = range(Math.ceil(step / inner) + 2)
			.map((offset) => from + offset)
			.filter((width) => narrowed(width, inner) === narrow && isRatio(ratioOf(wide, width)));
		return widths.find((width) => ratioOf(wide, width) === usual) ?? widths[0] ?? null;
	}

	const usual = ratioOf(leaving[0] ?? 0, stemWidth);
	for (let inner = STEP; inner <= MOST_INNER; inner += STEP) {
		if (narrowed(stemWidth, inner) !== inside[0]) continue;
		const later = range(inside.length)
			.slice(1)
			.map((stage) => widthOf(stage, inner, usual));
		if (later.some((width) => width === null)) continue;
		const widths = [stemWidth, ...later.map(Number)];
		return { widths, expansions: widths.map((width, i) => ratioOf(leaving[i] ?? 0, width)), inner };
	}
	return null;
}
