import { extentOf, type SlidingAxis } from '../../arch/ops/windowed.ts';

/**
 * What the units of a map see along one axis: from pixel `low` to pixel `high`, both included, for
 * each position. Pixels may lie outside the image, where padding is. `jump` is the distance between
 * neighbours, px. A position that sees nothing (padding) has `low` above `high`.
 */
export type Axis = Readonly<{ low: readonly number[]; high: readonly number[]; jump: number }>;

const NOTHING = { low: Infinity, high: -Infinity };

type Span = Readonly<{ low: number; high: number }>;

function axis(length: number, jump: number, span: (position: number) => Span): Axis {
	const low = new Array<number>(length);
	const high = new Array<number>(length);
	for (let i = 0; i < length; i++) {
		const seen = span(i);
		low[i] = seen.low;
		high[i] = seen.high;
	}
	return { low, high, jump };
}

/** An image: every pixel sees itself. */
export const firstAxis = (size: number): Axis => axis(size, 1, (i) => ({ low: i, high: i }));

/** A single position that sees nothing of the image. */
export const nothing = (jump: number): Axis => axis(1, jump, () => NOTHING);

/** What a position sees at one of its ends; it may lie beyond the map, which goes on as it ended. */
function beyond(ends: readonly number[], jump: number, position: number): number {
	const at = Math.min(ends.length - 1, Math.max(0, position));
	return (ends[at] ?? 0) + (position - at) * jump;
}

/** The hull of what the positions from `first` to `last` see. */
function hull(x: Axis, first: number, last: number): Span {
	let { low, high } = NOTHING;
	for (let i = first; i <= last; i++) {
		low = Math.min(low, x.low[i] ?? Infinity);
		high = Math.max(high, x.high[i] ?? -Infinity);
	}
	return { low, high };
}

/** After a kernel has slid along. */
export function slid(x: Axis, along: SlidingAxis): Axis {
	const { stride, before, out } = along;
	const reach = extentOf(along) - 1;
	const low = new Array<number>(out);
	const high = new Array<number>(out);
	for (let i = 0; i < out; i++) {
		const first = i * stride - before;
		low[i] = beyond(x.low, x.jump, first);
		high[i] = beyond(x.high, x.jump, first + reach);
	}
	return { low, high, jump: x.jump * stride };
}

/** After two neighbours have become one; what is missing at the end sees nothing. */
export const everyOther = (x: Axis): Axis =>
	axis(Math.ceil(x.low.length / 2), 2 * x.jump, (i) => hull(x, 2 * i, 2 * i + 1));

/** Rolled towards the start, then cut or filled up to a length. */
export const rolled = (x: Axis, by: number, length: number): Axis =>
	axis(length, x.jump, (i) => {
		if (i >= x.low.length) return NOTHING;
		const at = (i + by) % x.low.length;
		return hull(x, at, at);
	});

/**
 * After attention in windows. In a shifted map the last window is split in two bands that do not
 * see each other: what stood there, and what the shift brought around the edge.
 */
export function windowed(x: Axis, window: number, shift: number): Axis {
	const size = x.low.length;
	const band = (at: number): number => (at < size - window ? 0 : at < size - shift ? 1 : 2);
	return axis(size, x.jump, (i) => {
		const start = i - (i % window);
		let [first, last] = [start, start + window - 1];
		if (shift > 0) {
			while (band(first) !== band(i)) first += 1;
			while (band(last) !== band(i)) last -= 1;
		}
		return hull(x, first, last);
	});
}

/** What either of two branches sees; a single position of one is joined to all of the other. */
export function joined(a: Axis, b: Axis): Axis {
	if (a === b) return a;
	const length = Math.max(a.low.length, b.low.length);
	const [ofA, ofB] = [a.low.length === 1 ? 0 : 1, b.low.length === 1 ? 0 : 1];
	const low = new Array<number>(length);
	const high = new Array<number>(length);
	for (let i = 0; i < length; i++) {
		low[i] = Math.min(a.low[i * ofA] ?? Infinity, b.low[i * ofB] ?? Infinity);
		high[i] = Math.max(a.high[i * ofA] ?? -Infinity, b.high[i * ofB] ?? -Infinity);
	}
	return { low, high, jump: Math.max(a.jump, b.jump) };
}
