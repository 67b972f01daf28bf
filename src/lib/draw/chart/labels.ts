import { least } from 'd3';
import type { Area, ChartFrame, Point } from './frame.ts';

/** A mark on a chart. */
export type Spot = Point &
	Readonly<{
		id: string;
		/** How far its mark reaches. */
		radius: number;
	}>;

/** A spot that would like to be named. */
export type Named = Spot &
	Readonly<{
		text: string;
		/** Whether it is named whatever stands there, on an obstacle or on marks, when there is no better place. */
		important: boolean;
	}>;

/** A name and where it stands, px. */
export type PlacedLabel = Readonly<{
	id: string;
	text: string;
	x: number;
	y: number;
	anchor: 'start' | 'middle' | 'end';
}>;

/** Generous sizes, so that what is let in never touches its neighbour. */
const CHARACTER = 6.3;
const HIGH = 13;
const AWAY = 3;

/** Whether two rectangles have a part in common. */
export const meets = (a: Area, b: Area): boolean =>
	a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** The square that a spot's mark takes. */
export const markOf = ({ x, y, radius }: Spot): Area => ({
	...{ x0: x - radius, x1: x + radius },
	...{ y0: y - radius, y1: y + radius }
});

/** The four places around a spot where its name may stand, best first. */
function candidates({ id, text, x, y, radius }: Named): readonly (readonly [PlacedLabel, Area])[] {
	const width = text.length * CHARACTER;
	const at = (dx: number, dy: number, anchor: PlacedLabel['anchor']): [PlacedLabel, Area] => {
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
 * another one, a spot or the edge; only what is important stands on an obstacle, or on the fewest marks.
 *
 * @param spots all that are drawn, named or not
 * @param obstacles what else names must not meet
 * @param words other words on the chart, which no name stands on
 */
export function placeLabels(
	named: readonly Named[],
	spots: readonly Spot[],
	{ width, height, left, right, top, bottom }: ChartFrame,
	obstacles: readonly Area[] = [],
	words: readonly Area[] = []
): readonly PlacedLabel[] {
	const inside = ({ x0, x1, y0, y1 }: Area) =>
		x0 >= left && x1 <= width - right && y0 >= top && y1 <= height - bottom;
	const marks = spots.map(markOf);
	const taken = [...words];
	const placed: PlacedLabel[] = [];
	const meetings = (box: Area, others: readonly Area[]): number =>
		others.filter((other) => meets(box, other)).length;
	for (const spot of named) {
		const places = candidates(spot).filter(([, box]) => inside(box) && meetings(box, taken) === 0);
		const free = places.filter(([, box]) => meetings(box, marks) === 0);
		const clear = free.find(([, box]) => meetings(box, obstacles) === 0);
		const kept = spot.important
			? (free[0] ?? least(places, ([, box]) => meetings(box, marks)))
			: undefined;
		const found = clear ?? kept;
		if (!found) continue;
		placed.push(found[0]);
		taken.push(found[1]);
	}
	return placed;
}
