import { metrics } from '../../count/metrics.ts';
import type { Range } from '../../draw/chart/scales.ts';
import type { AxisName } from './axes.ts';
import type { MapPoint } from './points.ts';

export type Side = 'x' | 'y';

type Chosen = Readonly<{ axis: AxisName; log: boolean; range: Range | null }>;

const chosen = (axis: AxisName): Chosen => ({ axis, log: metrics[axis].log, range: null });

const letsThrough = ({ axis, range }: Chosen, { values }: MapPoint): boolean => {
	const value = values[axis];
	if (value === null) return false;
	return range === null || (value >= range[0] && value <= range[1]);
};

/** What a person chose to see of the map. */
export class MapState {
	readonly #points: () => readonly MapPoint[];
	#sides = $state.raw<Readonly<Record<Side, Chosen>>>({ x: chosen('macs'), y: chosen('top1') });
	#pinned = $state.raw<string | null>(null);

	readonly x = $derived(this.#sides.x.axis);
	readonly y = $derived(this.#sides.y.axis);
	/** Points that have both metrics. */
	readonly placed: readonly MapPoint[] = $derived.by(() => {
		const { x, y } = this.#sides;
		return this.#points().filter(
			({ values }) => values[x.axis] !== null && values[y.axis] !== null
		);
	});
	/** Those of them that are let through. */
	readonly shown: readonly MapPoint[] = $derived.by(() => {
		const { x, y } = this.#sides;
		return this.placed.filter((point) => letsThrough(x, point) && letsThrough(y, point));
	});
	readonly pinned: MapPoint | null = $derived.by(
		() => this.#points().find(({ id }) => id === this.#pinned) ?? null
	);

	constructor(points: () => readonly MapPoint[]) {
		this.#points = points;
	}

	isLog = (side: Side): boolean => this.#sides[side].log;

	setLog = (side: Side, log: boolean): void => {
		this.#sides = { ...this.#sides, [side]: { ...this.#sides[side], log } };
	};

	choose = (side: Side, axis: AxisName): void => {
		this.#sides = { ...this.#sides, [side]: chosen(axis) };
	};

	/** Chooses both axes and shows everything. */
	ask = (x: AxisName, y: AxisName): void => {
		this.#sides = { x: chosen(x), y: chosen(y) };
	};

	/** The stretch of an axis that is let through; `null` for all of it. */
	rangeOf = (side: Side): Range | null => this.#sides[side].range;

	limit = (side: Side, range: Range | null): void => {
		this.#sides = { ...this.#sides, [side]: { ...this.#sides[side], range } };
	};

	pin = (id: string | null): void => {
		this.#pinned = id;
	};
}
