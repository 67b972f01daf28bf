import { metrics } from '../../count/metrics.ts';
import type { Range } from '../../draw/chart/scales.ts';
import type { AxisName } from './axes.ts';
import type { MapPoint } from './points.ts';

export type Side = 'x' | 'y';

/** What a person chose to see of the map. */
export type MapState = Readonly<{
	readonly x: AxisName;
	readonly y: AxisName;
	isLog(side: Side): boolean;
	setLog(side: Side, log: boolean): void;
	choose(side: Side, axis: AxisName): void;
	/** Chooses both axes and shows everything. */
	ask(x: AxisName, y: AxisName): void;
	/** The stretch of an axis that is let through; `null` for all of it. */
	rangeOf(side: Side): Range | null;
	limit(side: Side, range: Range | null): void;
	/** Points that have both metrics. */
	readonly placed: readonly MapPoint[];
	/** Those of them that are let through. */
	readonly shown: readonly MapPoint[];
	readonly pinned: MapPoint | null;
	pin(id: string | null): void;
}>;

type Chosen = Readonly<{ axis: AxisName; log: boolean; range: Range | null }>;

const chosen = (axis: AxisName): Chosen => ({ axis, log: metrics[axis].log, range: null });

export function createMap(points: () => readonly MapPoint[]): MapState {
	let sides = $state.raw<Readonly<Record<Side, Chosen>>>({
		x: chosen('macs'),
		y: chosen('top1')
	});
	let pinned = $state.raw<string | null>(null);

	const lets = ({ values }: MapPoint, { axis, range }: Chosen): boolean => {
		const value = values[axis];
		if (value === null) return false;
		return range === null || (value >= range[0] && value <= range[1]);
	};
	const placed = $derived(
		points().filter(({ values }) => values[sides.x.axis] !== null && values[sides.y.axis] !== null)
	);
	const shown = $derived(placed.filter((point) => lets(point, sides.x) && lets(point, sides.y)));

	return {
		get x() {
			return sides.x.axis;
		},
		get y() {
			return sides.y.axis;
		},
		isLog: (side) => sides[side].log,
		setLog(side, log) {
			sides = { ...sides, [side]: { ...sides[side], log } };
		},
		choose(side, axis) {
			sides = { ...sides, [side]: chosen(axis) };
		},
		ask(x, y) {
			sides = { x: chosen(x), y: chosen(y) };
		},
		rangeOf: (side) => sides[side].range,
		limit(side, range) {
			sides = { ...sides, [side]: { ...sides[side], range } };
		},
		get placed() {
			return placed;
		},
		get shown() {
			return shown;
		},
		get pinned() {
			return points().find(({ id }) => id === pinned) ?? null;
		},
		pin(id) {
			pinned = id;
		}
	};
}
