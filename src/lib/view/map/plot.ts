import { metrics } from '../../count/metrics.ts';
import { css } from '../../draw/palette.ts';
import { familyMark } from '../../draw/chart/family-marks.ts';
import { scatterFrame, type Area, type ChartFrame, type Tick } from '../../draw/chart/frame.ts';
import { placeLabels, type PlacedLabel, type Spot } from '../../draw/chart/labels.ts';
import { scaleOf, type AxisScale } from '../../draw/chart/scales.ts';
import { areaOf } from '../../draw/chart/area.ts';
import { ticksAlong, tickText } from '../../kit/chart/ticks.ts';
import { bandOf, type Band } from './band.ts';
import type { Lesson } from './lesson.ts';
import type { MapState, Side } from './map.svelte.ts';
import type { MapPoint } from './points.ts';

/** A point as it is drawn. */
export type Dot = Spot &
	Readonly<{
		point: MapPoint;
		d: string;
		colour: string;
		faint: boolean;
		/** Where the best recipe of the same network stands, when an axis is accuracy. */
		whisker: string;
		/** Where that line stands. */
		box: Area | null;
	}>;

/** Everything that is drawn of the map. */
export type Plot = Readonly<{
	frame: ChartFrame;
	x: AxisScale;
	y: AxisScale;
	xTicks: readonly Tick[];
	yTicks: readonly Tick[];
	dots: readonly Dot[];
	labels: readonly PlacedLabel[];
	band: Band | null;
	/** The rectangle that is let through. */
	area: Area | null;
}>;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The line from a point to where the best recipe of the same network stands. */
function whiskerOf(point: MapPoint, map: MapState, x: AxisScale, y: AxisScale) {
	const best = point.accuracy?.best?.top1;
	const [left, top] = [x(point.values[map.x] ?? 0), y(point.values[map.y] ?? 0)];
	if (best === undefined) return null;
	if (map.y === 'top1') {
		const head = y(best);
		const box = { x0: left - 2, x1: left + 2, y0: head, y1: top };
		return { d: `M${round(left)},${round(top)}V${round(head)}m-3,0h6`, box };
	}
	if (map.x !== 'top1') return null;
	const end = x(best);
	const box = { x0: left, x1: end, y0: top - 2, y1: top + 2 };
	return { d: `M${round(left)},${round(top)}H${round(end)}m0,-3v6`, box };
}

function dotOf(point: MapPoint, faint: boolean, map: MapState, x: AxisScale, y: AxisScale): Dot {
	const { d, hue } = familyMark(point.group);
	const whisker = whiskerOf(point, map, x, y);
	return {
		id: point.id,
		x: round(x(point.values[map.x] ?? 0)),
		y: round(y(point.values[map.y] ?? 0)),
		radius: point.role ? 9 : 5,
		point,
		d,
		colour: css(hue),
		faint,
		whisker: whisker?.d ?? '',
		box: whisker?.box ?? null
	};
}

/** Names go to what the person picked and compares first, then to the ends of the field, then to the rest. */
const rank = ({ point }: Dot, pinned: string | undefined): number => {
	if (point.id === pinned) return 0;
	return point.role === 'reference' ? 1 : point.role === 'compared' ? 2 : 3;
};

function labelsOf(
	dots: readonly Dot[],
	pinned: string | undefined,
	frame: ChartFrame,
	obstacles: readonly Area[],
	words: readonly Area[]
): readonly PlacedLabel[] {
	const named = dots
		.filter(({ faint, point }) => !faint || point.id === pinned)
		.sort((a, b) => rank(a, pinned) - rank(b, pinned) || a.y - b.y)
		.map(({ point, ...spot }) => ({
			...spot,
			text: point.label,
			important: point.role !== null || point.id === pinned
		}));
	return placeLabels(named, dots, frame, obstacles, words);
}

/** Values that the axis must reach, whiskers included. */
const reachOf = (map: MapState, side: Side): readonly number[] =>
	map.placed.flatMap(({ values, accuracy }) => {
		const best = map[side] === 'top1' ? accuracy?.best?.top1 : undefined;
		return [values[map[side]] ?? 0, ...(best === undefined ? [] : [best])];
	});

/** Lays the map out for a width. */
export function plotOf(map: MapState, lesson: Lesson | null, width: number): Plot {
	const frame = scatterFrame(width);
	const x = scaleOf(reachOf(map, 'x'), map.isLog('x'), [frame.left, width - frame.right]);
	const y = scaleOf(reachOf(map, 'y'), map.isLog('y'), [frame.height - frame.bottom, frame.top]);
	const shown = new Set(map.shown);
	const dots = map.placed.map((point) => dotOf(point, !shown.has(point), map, x, y));
	const band = lesson && bandOf(lesson, map.y, { x, y, frame }, dots);
	const obstacles = [...(band ? [band.box] : []), ...dots.flatMap(({ box }) => box ?? [])];
	const ticks = (side: Side, scale: AxisScale, room: number) =>
		ticksAlong(scale, map.isLog(side), room, (value) => tickText(metrics[map[side]], value));
	return {
		...{ frame, x, y, dots },
		xTicks: ticks('x', x, 56),
		yTicks: ticks('y', y, 44),
		labels: labelsOf(dots, map.pinned?.id, frame, obstacles, band ? [band.words] : []),
		band,
		area: areaOf(map.rangeOf('x'), map.rangeOf('y'), { x, y }, frame)
	};
}
