import { INPUT, lastUses } from '../arch/flow.ts';
import type { Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';
import { gradientLiveness } from './liveness.ts';
import { gradientPlan, piecesOf, type GradientPlan, type Stretch } from './plan.ts';

type Flow = readonly (readonly number[])[];

/** Into how many pieces the way there is cut, of which the first ones are computed again. */
const PIECES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96];

/** Values past which nothing else is taken but the input: ends of blocks, and what no branch goes around. */
export function cutsOf(flow: Flow, from: number): readonly number[] {
	const last = lastUses(flow.slice(0, from + 1));
	const cuts = [INPUT];
	let reach = INPUT;
	for (let step = 0; step <= from; step++) {
		if (reach <= step) cuts.push(step);
		reach = Math.max(reach, last.get(step) ?? INPUT);
	}
	return cuts;
}

/** The way there in so many pieces at most, of about as many kept elements each. */
function stretches(
	plan: GradientPlan,
	layers: readonly Layer[],
	cuts: readonly number[],
	pieces: number
) {
	const sizeOf = (value: number) =>
		plan.keeps.has(value) ? elements(layers[value]?.out ?? []) : 0;
	let whole = 0;
	for (const value of plan.keeps) whole += sizeOf(value);
	const found: Stretch[] = [];
	let [after, kept] = [INPUT, 0];
	cuts.slice(1).forEach((to, i) => {
		for (let value = (cuts[i] ?? INPUT) + 1; value <= to; value++) kept += sizeOf(value);
		if (kept < ((found.length + 1) * whole) / pieces && to !== cuts.at(-1)) return;
		found.push({ after, to });
		after = to;
	});
	return found;
}

/** Multiply-accumulates that are computed twice. */
function macsAgain(plan: GradientPlan, layers: readonly Layer[]): number {
	let sum = 0;
	for (const { after, last } of piecesOf(plan))
		for (let step = after + 1; step <= last; step++) sum += layers[step]?.macs ?? 0;
	return sum;
}

/**
 * The way there and back within so many elements of values and gradients at once: everything that the way
 * back takes is kept where that fits; else pieces of the way there are computed again when their gradient
 * is due, the first ones, whose values would be kept longest (Chen et al. 2016, arXiv 1604.06174). Of all
 * that fit it takes the one with the least to compute again; where none does, the smallest.
 *
 * @param most elements of one image
 */
export function planWithin(
	layers: readonly Layer[],
	flow: Flow,
	from: number,
	at: readonly number[],
	most: number
): Readonly<{ plan: GradientPlan; peak: number }> {
	const sized = (again: readonly Stretch[]) => {
		const plan = gradientPlan(layers, flow, from, at, again);
		return { plan, peak: gradientLiveness(plan, layers, flow).peak, macs: macsAgain(plan, layers) };
	};
	const whole = sized([]);
	if (whole.peak <= most) return whole;
	const cuts = cutsOf(flow, from);
	let best = whole;
	const consider = (one: ReturnType<typeof sized>): boolean => {
		const fits = one.peak <= most;
		const isLess = fits && best.peak <= most ? one.macs < best.macs : one.peak < best.peak;
		if (isLess) best = one;
		return fits;
	};
	for (const pieces of PIECES) {
		const all = stretches(whole.plan, layers, cuts, pieces);
		// The more pieces are computed again, the less is kept: the fewest that fit lie between.
		let [low, high] = [0, all.length];
		if (!consider(sized(all))) continue;
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			if (consider(sized(all.slice(0, middle)))) high = middle;
			else low = middle;
		}
	}
	return best;
}
