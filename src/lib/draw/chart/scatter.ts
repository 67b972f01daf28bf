import { least, scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3';

/** A chart's frame on the page, px: room for the axes on the left and below. */
export type Frame2D = Readonly<{
	width: number;
	height: number;
	left: number;
	right: number;
	top: number;
	bottom: number;
}>;

/** Room around the plot for the axes and their names. */
export function scatterFrame(width: number): Frame2D {
	const narrow = width < 560;
	return {
		width,
		height: narrow ? 420 : Math.max(420, Math.min(600, width * 0.5)),
		left: narrow ? 46 : 60,
		right: narrow ? 12 : 24,
		top: 16,
		bottom: 44
	};
}

export type Range = readonly [low: number, high: number];
export type AxisScale = ScaleContinuousNumeric<number, number>;

/** A scale with a little air around all values. */
export function scaleOf(values: readonly number[], log: boolean, range: Range): AxisScale {
	const [low, high] = [Math.min(...values), Math.max(...values)];
	if (values.length === 0) return scaleLinear([0, 1], range);
	if (log && low > 0) {
		const air = Math.max(1.08, (high / low) ** 0.04);
		return scaleLog([low / air, high * air], range);
	}
	const air = (high - low || Math.abs(high) || 1) * 0.05;
	return scaleLinear([low - air, high + air], range);
}

/**
 * Ticks that have room for their labels: on a log scale only 1, 2 and 5 of each power of ten, where
 * that leaves enough of them to read a value by.
 */
export function ticksOf(scale: AxisScale, log: boolean, room: number): readonly number[] {
	const [from = 0, to = 0] = scale.range();
	const count = Math.max(2, Math.floor(Math.abs(to - from) / room));
	const ticks = scale.ticks(count);
	if (!log) return ticks;
	const leading = (value: number) => Number(value.toExponential(6).split('e')[0]);
	const rounded = ticks.filter((value) => [1, 2, 5].includes(leading(value)));
	if (rounded.length < 3 && ticks.length <= 2 * count) return ticks;
	const powers = rounded.filter((value) => leading(value) === 1);
	if (rounded.length <= count) return rounded;
	return powers.length >= 2 ? powers : rounded;
}

/** A point on the page. */
export type Spot = Readonly<{
	id: string;
	x: number;
	y: number;
	/** How far its mark reaches. */
	radius: number;
}>;

/** The spot nearest to a place, within reach. */
export function nearest<S extends Spot>(
	spots: readonly S[],
	x: number,
	y: number,
	reach: number
): S | null {
	const distance = (spot: Spot) => Math.hypot(spot.x - x, spot.y - y);
	const found = least(spots, distance);
	return found && distance(found) <= reach ? found : null;
}

/** A spot that would like to be named. */
export type Named = Spot &
	Readonly<{
		text: string;
		/** Whether its name may stand on an obstacle when there is no better place. */
		important: boolean;
	}>;

export type PlacedLabel = Readonly<{
	id: string;
	text: string;
	x: number;
	y: number;
	anchor: 'start' | 'middle' | 'end';
}>;

/** A rectangle on the page, px. */
export type Box = Readonly<{ x0: number; x1: number; y0: number; y1: number }>;

/** Generous sizes, so that what is let in never touches its neighbour. */
const CHARACTER = 6.3;
const HIGH = 13;
const AWAY = 3;

const meets = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** The four places around a spot where its name may stand, best first. */
function candidates({ id, text, x, y, radius }: Named): readonly (readonly [PlacedLabel, Box])[] {
	const width = text.length * CHARACTER;
	const at = (dx: number, dy: number, anchor: PlacedLabel['anchor']): [PlacedLabel, Box] => {
		const start = anchor === 'start' ? 0 : anchor === 'end' ? -width : -width / 2;
		const [left, middle] = [x + dx + start, y + dy];
		return [
			{ id, text, x: x + dx, y: middle + 4, anchor },
			{ x0: left, x1: left + width, y0: middle - HIGH / 2, y1: middle + HIGH / 2 }
		];
	};
	const away = radius + AWAY;
	return [
		at(away, 0, 'start'),
		at(-away, 0, 'end'),
		at(0, -away - 4, 'middle'),
		at(0, away + 4, 'middle')
	];
}

/**
 * Names as many spots as have room for it, those that come first before the others: no name meets
 * another one, a spot or the edge, and only what is important stands on an obstacle.
 *
 * @param spots all that are drawn, named or not
 * @param obstacles what else names must not meet
 */
export function placeLabels(
	named: readonly Named[],
	spots: readonly Spot[],
	{ width, height, left, right, top, bottom }: Frame2D,
	obstacles: readonly Box[] = []
): readonly PlacedLabel[] {
	const inside = ({ x0, x1, y0, y1 }: Box) =>
		x0 >= left && x1 <= width - right && y0 >= top && y1 <= height - bottom;
	const marks = spots.map(({ x, y, radius }): Box => ({
		...{ x0: x - radius, x1: x + radius },
		...{ y0: y - radius, y1: y + radius }
	}));
	const taken = [...marks];
	const placed: PlacedLabel[] = [];
	for (const spot of named) {
		const free = candidates(spot).filter(
			([, box]) => inside(box) && !taken.some((other) => meets(box, other))
		);
		const clear = free.find(([, box]) => !obstacles.some((other) => meets(box, other)));
		const found = clear ?? (spot.important ? free[0] : undefined);
		if (!found) continue;
		placed.push(found[0]);
		taken.push(found[1]);
	}
	return placed;
}
