import type { Design } from '../../arch/design.ts';
import { metricOf } from '../design-metrics.ts';
import type { LockableMetricId } from '../metrics.ts';
import type { FreeVariable } from './free-variables.ts';

/** What a design is kept at, and the number that moves for it. */
export type Lock = Readonly<{
	metric: LockableMetricId;
	target: number;
	freeVariable: FreeVariable;
}>;

/** A number that moved, and how near the metric came. */
export type Moved = Readonly<{
	ok: true;
	design: Design;
	from: number;
	to: number;
	/** The metric after the move. */
	value: number;
	/** Whether the number stands at the end of its range, so that nothing nearer is permitted. */
	atLimit: boolean;
}>;

export type Solved = Moved | Readonly<{ ok: false; why: string }>;

type Solution = Readonly<{ step: number; value: number }>;

/** Steps from `min` to `max` of the free variable, with the metric at each, computed once. */
function table({ freeVariable, metric }: Lock, design: Design) {
	const { min, max, step } = freeVariable.range;
	const known = new Map<number, number | null>();
	return {
		last: Math.floor((max - min) / step),
		numberAt: (i: number) => min + i * step,
		stepOf: (value: number) => Math.round((value - min) / step),
		at(i: number): number | null {
			const before = known.get(i);
			if (before !== undefined) return before;
			const value = metricOf(freeVariable.apply(design, min + i * step), metric);
			known.set(i, value);
			return value;
		}
	};
}

type Table = ReturnType<typeof table>;

/** The nearest step from `i` on, in one direction, at which the design can be computed. */
function computable(steps: Table, i: number, direction: 1 | -1, end: number): Solution | null {
	for (let step = i; direction > 0 ? step <= end : step >= end; step += direction) {
		const value = steps.at(step);
		if (value !== null) return { step, value };
	}
	return null;
}

const nearer = (target: number, a: Solution | null, b: Solution | null): Solution | null => {
	if (!a || !b) return a ?? b;
	return Math.abs(b.value - target) < Math.abs(a.value - target) ? b : a;
};

/** Where the metric never falls: the last step not above the target, or the first one above it. */
function byHalving(steps: Table, target: number): Solution | null {
	let [low, high] = [0, steps.last];
	let [below, above]: [Solution | null, Solution | null] = [null, null];
	while (low <= high) {
		const middle = (low + high) >> 1;
		const found = computable(steps, middle, 1, high);
		if (!found) {
			high = middle - 1;
		} else if (found.value <= target) {
			below = found;
			low = found.step + 1;
		} else {
			above = found;
			high = middle - 1;
		}
	}
	const best = nearer(target, below, above);
	return best && firstOfItsValue(steps, best);
}

/** Of steps that cost the same, the smallest. */
function firstOfItsValue(steps: Table, best: Solution): Solution {
	let [low, high] = [0, best.step];
	while (low < high) {
		const middle = (low + high) >> 1;
		const found = computable(steps, middle, 1, best.step);
		if (found && found.value < best.value) low = found.step + 1;
		else high = middle;
	}
	return computable(steps, low, 1, best.step) ?? best;
}

/** Steps from one that is tried first to the next. */
const STRIDE = 16;
/** How far a metric strays between two of these from what it is at them, as a factor. */
const STRAY = 2;

/** How far the numbers between two are from a target, if they stray. */
function leastGap(target: number, a: number, b: number): number {
	const [low, high] = [Math.min(a, b) / STRAY, Math.max(a, b) * STRAY];
	return Math.max(0, low - target, target - high);
}

/**
 * Where a metric falls here and there as its number grows: every sixteenth step, then all between two
 * of them that may be as near as the best. Between two of the same value it is taken to stay.
 */
function byNarrowing(steps: Table, target: number): Solution | null {
	let best: Solution | null = null;
	const gapOf = ({ value }: Solution) => Math.abs(value - target);
	function tryStep(step: number): number | null {
		const value = steps.at(step);
		if (value === null) return null;
		const found = { step, value };
		const gain = best ? gapOf(best) - gapOf(found) : 1;
		if (gain > 0 || (best && gain === 0 && step < best.step)) best = found;
		return value;
	}
	const tried: { step: number; value: number | null }[] = [];
	for (let i = 0; i < steps.last + STRIDE; i += STRIDE) {
		const step = Math.min(i, steps.last);
		tried.push({ step, value: tryStep(step) });
	}
	const least = best ? gapOf(best) : Infinity;
	for (const [i, { step: end, value: b }] of tried.entries()) {
		const { step: start, value: a } = tried[i - 1] ?? { step: end, value: b };
		const settled = a !== null && b !== null && (a === b || leastGap(target, a, b) > least);
		for (let step = start + 1; !settled && step < end; step++) tryStep(step);
	}
	return best;
}

/**
 * The design in which one number has moved so that the locked metric comes nearest to its target:
 * no other permitted value of that number comes nearer, unless the metric falls at a single one as the
 * number grows (a width at which a shortcut needs no projection). Of values equally near, the present one stays,
 * else the smallest is taken.
 */
export function solve(lock: Lock, design: Design): Solved {
	const { freeVariable, target } = lock;
	const steps = table(lock, design);
	const from = freeVariable.read(design);
	const present = computable(steps, steps.stepOf(from), 1, steps.stepOf(from));
	const best = freeVariable.rises ? byHalving(steps, target) : byNarrowing(steps, target);
	const found = nearer(target, present, best);
	if (!found)
		return {
			ok: false,
			why: `no ${freeVariable.label} makes this design one that can be computed`
		};
	const ends = [computable(steps, 0, 1, steps.last), computable(steps, steps.last, -1, 0)];
	if (ends.every((end) => end?.value === found.value)) {
		return { ok: false, why: `${freeVariable.label} does not change this metric` };
	}
	return {
		ok: true,
		design: freeVariable.apply(design, steps.numberAt(found.step)),
		from,
		to: steps.numberAt(found.step),
		value: found.value,
		atLimit: ends.some((end) => end?.step === found.step) && found.value !== target
	};
}

/** A design after an edit under a lock: one number moves, unless it is the one being edited. */
export function edited(lock: Lock, before: Design, after: Design): Solved {
	const { freeVariable } = lock;
	if (freeVariable.isTouched(before, after))
		return {
			ok: false,
			why: `you are editing ${freeVariable.label} itself; let another field move`
		};
	return solve(lock, after);
}
