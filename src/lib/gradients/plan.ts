import { INPUT, lastUses } from '../arch/flow.ts';
import type { Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';
import { NEEDS } from './needs.ts';

/** One operation that a gradient goes back through. */
export type BackwardStep = Readonly<{
	/** Its number, and that of its output. */
	step: number;
	/** Values that it takes, each with whether a gradient is wanted at it. */
	inputs: readonly Readonly<{ value: number; wanted: boolean }>[];
	/** Whether it takes the values themselves, beside the gradient. */
	needsValues: boolean;
	/** Kept values that no step after this one takes. */
	frees: readonly number[];
}>;

/** A network read forwards as far as an output, then backwards to where gradients are asked for. */
export type GradientPlan = Readonly<{
	/** The operation whose output's gradient is taken. */
	from: number;
	/** Values that stay after the forward pass. */
	keeps: ReadonlySet<number>;
	/** In the order in which the gradient goes through them: the last operation first. */
	backward: readonly BackwardStep[];
}>;

/**
 * @param layers all operations in order of computation
 * @param flow what each takes, as `flowOf` has it
 * @param from number of the operation whose output's gradient is taken
 * @param at numbers of the values at which gradients are asked for, `INPUT` among them or not
 */
export function gradientPlan(
	layers: readonly Layer[],
	flow: readonly (readonly number[])[],
	from: number,
	at: readonly number[]
): GradientPlan {
	// A gradient goes back to a value if one is asked for at it, or at what it was made from.
	const wanted = new Set<number>(at);
	for (let step = 0; step <= from; step++)
		if (flow[step]?.some((value) => wanted.has(value))) wanted.add(step);
	const reached = new Set<number>([from]);
	const steps: Omit<BackwardStep, 'frees'>[] = [];
	for (let step = from; step >= 0; step--) {
		const layer = layers[step];
		if (!layer || !reached.has(step)) continue;
		const inputs = (flow[step] ?? []).map((value) => ({ value, wanted: wanted.has(value) }));
		if (!inputs.some((input) => input.wanted)) continue;
		for (const { value, wanted: goes } of inputs) if (goes) reached.add(value);
		steps.push({ step, inputs, needsValues: NEEDS[layer.op.kind] === 'inputs' });
	}
	const taken = steps.map(({ inputs, needsValues }) =>
		needsValues ? inputs.map(({ value }) => value) : []
	);
	const last = lastUses(taken);
	const backward = steps.map((step, i) => ({
		...step,
		frees: [...new Set(taken[i])].filter((value) => value !== INPUT && last.get(value) === i)
	}));
	const keeps = new Set(taken.flat().filter((value) => value !== INPUT));
	return { from, keeps, backward };
}

/** Elements of all values that stay after the forward pass, for one image. */
export function keptElements({ keeps }: GradientPlan, layers: readonly Layer[]): number {
	let sum = 0;
	for (const value of keeps) sum += elements(layers[value]?.out ?? []);
	return sum;
}
