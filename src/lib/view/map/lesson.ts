import { metrics } from '../../count/metrics.ts';
import { printAs } from '../../kit/format.ts';
import type { AxisName } from './axes.ts';
import type { MapPoint } from './points.ts';

/** What designs of nearly one cost differ by. */
export type Lesson = Readonly<{
	/** Along the first axis. */
	band: readonly [low: number, high: number];
	/** Along the second one: the least and the most in the band. */
	least: MapPoint;
	most: MapPoint;
	count: number;
}>;

/** How far from the reference still counts as the same cost. */
const NEARLY = 0.1;

/** Whether an axis says what a design costs on paper. */
const isCost = (name: AxisName): boolean => {
	const { from, cost } = metrics[name];
	return cost && (from === 'layers' || from === 'network');
};

/** Designs that cost nearly what the reference does; `null` where there is nothing to learn. */
export function lessonOf(points: readonly MapPoint[], x: AxisName, y: AxisName): Lesson | null {
	const value = points.find(({ role }) => role === 'reference')?.values[x];
	if (!isCost(x) || x === y || value === undefined || value === null) return null;
	const band = [value / (1 + NEARLY), value * (1 + NEARLY)] as const;
	const alike = points
		.filter(({ values }) => values[y] !== null && between(values[x], band))
		.sort((a, b) => (a.values[y] ?? 0) - (b.values[y] ?? 0));
	const [least, most] = [alike[0], alike.at(-1)];
	if (!least || !most || least === most) return null;
	return { band, least, most, count: alike.length };
}

const between = (value: number | null, [low, high]: readonly [number, number]): boolean =>
	value !== null && value >= low && value <= high;

/** How far apart the least and the most are. */
export function spreadText({ least, most }: Lesson, y: AxisName): string {
	const [low, high] = [least.values[y] ?? 0, most.values[y] ?? 0];
	if (y === 'top1') return `${(high - low).toFixed(1)} points`;
	return `× ${(high / low).toFixed(high / low < 10 ? 1 : 0)}`;
}

/** The lesson in a sentence. */
export function tellLesson(lesson: Lesson, reference: MapPoint, x: AxisName, y: AxisName): string {
	const { least, most, count } = lesson;
	const print = (name: AxisName, { values }: MapPoint) =>
		printAs(metrics[name].format, values[name] ?? 0);
	const cost = print(x, reference);
	const side = (point: MapPoint) => `${print(y, point)} (${point.label})`;
	return `${count} designs cost within 10% of ${reference.label}’s ${cost} ${metrics[x].short}. Their ${metrics[y].short} runs from ${side(least)} to ${side(most)}: ${spreadText(lesson, y)} apart.`;
}
