import { INPUT, lastUses } from '../arch/flow.ts';
import type { Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';
import type { GradientPlan } from './plan.ts';

/** Elements of values and gradients alive in a pass there and back of one image, the input and weights apart. */
export type GradientLiveness = Readonly<{
	/** Before each step, in the order in which they are computed: there, again and back. */
	moments: readonly number[];
	/** The most at any moment, with what a step gives. */
	peak: number;
}>;

/** What is held by whom: each value counts once, however many hold it. */
function ledger(sizeOf: (value: number) => number) {
	const holders = new Map<number, number>();
	let [live, peak] = [0, 0];
	return {
		live: () => live,
		peak: () => peak,
		hold(value: number): void {
			const before = holders.get(value) ?? 0;
			holders.set(value, before + 1);
			if (before === 0) live += sizeOf(value);
			peak = Math.max(peak, live);
		},
		leave(value: number): void {
			const left = (holders.get(value) ?? 0) - 1;
			if (left < 0) return;
			holders.set(value, left);
			if (left === 0) live -= sizeOf(value);
		}
	};
}

/**
 * Follows values and gradients through a pass there and back: what is kept, what steps ahead still take,
 * and on the way back the gradients that have come so far.
 *
 * @param layers all operations in order of computation
 * @param flow what each takes, as `flowOf` has it
 */
export function gradientLiveness(
	{ from, at, keeps, backward }: GradientPlan,
	layers: readonly Layer[],
	flow: readonly (readonly number[])[]
): GradientLiveness {
	// Values have the numbers of their operations, gradients others behind them.
	const gradientAt = (value: number): number => layers.length + 1 + value;
	const inputSize = elements(layers[0]?.in ?? []);
	const sizeAt = (value: number): number => {
		const layer = layers[value];
		return layer ? elements(layer.out) : 0;
	};
	const { hold, leave, live, peak } = ledger((key) => {
		if (key < layers.length) return sizeAt(key);
		return key === gradientAt(INPUT) ? inputSize : sizeAt(key - gradientAt(0));
	});
	const last = lastUses(flow);
	const moments: number[] = [];

	function forward(after: number, to: number, stay: (value: number) => boolean): void {
		const alive = new Set<number>();
		const free = (value: number): void => {
			if (alive.delete(value)) leave(value);
		};
		const take = (value: number): void => {
			alive.add(value);
			hold(value);
		};
		if (after !== INPUT) take(after);
		for (let step = after + 1; step <= to; step++) {
			moments.push(live());
			take(step);
			if (stay(step)) hold(step);
			for (const value of new Set(flow[step])) if (last.get(value) === step) free(value);
		}
		[...alive].forEach(free);
	}

	const gradients = new Set<number>([from]);
	forward(INPUT, from, (value) => keeps.has(value) || at.has(value));
	hold(gradientAt(from));
	for (const { step, inputs, again, frees } of backward) {
		if (again) forward(again.after, again.last, (value) => again.keeps.has(value));
		moments.push(live());
		for (const { value, wanted } of inputs) {
			if (!wanted || gradients.has(value)) continue;
			gradients.add(value);
			hold(gradientAt(value));
		}
		if (!at.has(step)) leave(gradientAt(step));
		for (const value of frees) if (!at.has(value)) leave(value);
	}
	return { moments, peak: peak() };
}
