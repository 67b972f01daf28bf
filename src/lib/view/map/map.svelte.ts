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

/** Every word stands in a point's name, its link or its heading. */
function isCalled({ id, label, group }: MapPoint, words: readonly string[]): boolean {
	const text = `${id} ${label} ${group}`.toLowerCase();
	return words.every((word) => text.includes(word));
}

const isFirst = <T>(item: T, i: number, all: readonly T[]): boolean => all.indexOf(item) === i;

/** What a person chose to see of the map. */
export class MapState {
	readonly #points: () => readonly MapPoint[];
	#sides = $state.raw<Readonly<Record<Side, Chosen>>>({ x: chosen('macs'), y: chosen('top1') });
	#pinned = $state.raw<string | null>(null);
	/** Headings that are shown; none stands for all. */
	kinds = $state.raw<readonly string[]>([]);
	/** Words that the names of what is shown have. */
	words = $state('');

	readonly x = $derived(this.#sides.x.axis);
	readonly y = $derived(this.#sides.y.axis);
	readonly #measurable = $derived.by(() => {
		const { x, y } = this.#sides;
		return this.#points().filter(
			({ values }) => values[x.axis] !== null && values[y.axis] !== null
		);
	});
	/** Headings of the points that have both metrics, and those that are chosen, whatever they have. */
	readonly headings: readonly string[] = $derived(
		[...this.#measurable.map(({ group }) => group), ...this.kinds].filter(isFirst)
	);
	/** Points of the kinds that are shown that have both metrics; what is compared is of any kind. */
	readonly placed: readonly MapPoint[] = $derived(
		this.#measurable.filter(
			({ group, role }) => this.kinds.length === 0 || role !== null || this.kinds.includes(group)
		)
	);
	/** Those of them that are let through. */
	readonly shown: readonly MapPoint[] = $derived.by(() => {
		const { x, y } = this.#sides;
		const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
		return this.placed.filter(
			(point) => letsThrough(x, point) && letsThrough(y, point) && isCalled(point, words)
		);
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

	/** Shows a kind as well, or no longer. */
	toggleKind = (kind: string): void => {
		const others = this.kinds.filter((other) => other !== kind);
		this.kinds = others.length < this.kinds.length ? others : [...others, kind];
	};

	pin = (id: string | null): void => {
		this.#pinned = id;
	};
}
