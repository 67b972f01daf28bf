import { INPUT, lastUses } from '../arch/flow.ts';
import type { Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';
import { NEEDS } from './needs.ts';

/** Part of the way there between two values past which nothing else is taken. */
export type Stretch = Readonly<{
	/** The value that all of it is made from. */
	after: number;
	/** The value that it ends with. */
	to: number;
}>;

/** Part of the way there that is computed again on the way back. */
export type Piece = Readonly<{
	/** The value that it is made from. */
	after: number;
	/** The last operation that is computed again. */
	last: number;
	/** Values that stay when it has been. */
	keeps: ReadonlySet<number>;
}>;

/** One operation that a gradient goes back through. */
export type BackwardStep = Readonly<{
	/** Its number, and that of its output. */
	step: number;
	/** Values that it takes, each with whether a gradient is wanted at it. */
	inputs: readonly Readonly<{ value: number; wanted: boolean }>[];
	/** Whether it takes the values themselves, beside the gradient. */
	needsValues: boolean;
	/** What is computed again before it. */
	again: Piece | null;
	/** Kept values that no step after this one takes. */
	frees: readonly number[];
}>;

/** A network read forwards as far as an output, then backwards to where gradients are asked for. */
export type GradientPlan = Readonly<{
	/** The operation whose output's gradient is taken. */
	from: number;
	/** Values at which gradients are asked for. */
	at: ReadonlySet<number>;
	/** Values that stay after the forward pass. */
	keeps: ReadonlySet<number>;
	/** In the order in which the gradient goes through them: the last operation first. */
	backward: readonly BackwardStep[];
}>;

type Back = Omit<BackwardStep, 'frees' | 'again'>;
type Flow = readonly (readonly number[])[];

/** The way back, as far as gradients are asked for. */
function wayBack(layers: readonly Layer[], flow: Flow, from: number, at: readonly number[]) {
	// A gradient goes back to a value if one is asked for at it, or at what it was made from.
	const wanted = new Set<number>(at);
	for (let step = 0; step <= from; step++)
		if (flow[step]?.some((value) => wanted.has(value))) wanted.add(step);
	const reached = new Set<number>([from]);
	const steps: Back[] = [];
	for (let step = from; step >= 0; step--) {
		const layer = layers[step];
		if (!layer || !reached.has(step)) continue;
		const inputs = (flow[step] ?? []).map((value) => ({ value, wanted: wanted.has(value) }));
		if (!inputs.some((input) => input.wanted)) continue;
		for (const { value, wanted: goes } of inputs) if (goes) reached.add(value);
		steps.push({ step, inputs, needsValues: NEEDS[layer.op.kind] === 'inputs' });
	}
	return steps;
}

const takenBy = ({ inputs, needsValues }: Back): readonly number[] =>
	needsValues ? inputs.map(({ value }) => value) : [];

/** What of a stretch is computed again, before the first step back that takes something within it. */
function pieceOf({ after, to }: Stretch, steps: readonly Back[]) {
	const within = (value: number) => value > after && value < to;
	const before = steps.findIndex((step) => takenBy(step).some(within));
	if (before < 0) return null;
	const keeps = new Set(steps.flatMap(takenBy).filter(within));
	return { before, piece: { after, last: Math.max(...keeps), keeps } };
}

/**
 * @param layers all operations in order of computation
 * @param flow what each takes, as `flowOf` has it
 * @param from number of the operation whose output's gradient is taken
 * @param at numbers of the values at which gradients are asked for, `INPUT` among them or not
 * @param again stretches of the way there of which nothing is kept but what they begin and end with
 */
export function gradientPlan(
	layers: readonly Layer[],
	flow: Flow,
	from: number,
	at: readonly number[],
	again: readonly Stretch[] = []
): GradientPlan {
	const steps = wayBack(layers, flow, from, at);
	const pieces = new Map<number, Piece>();
	for (const stretch of again) {
		const found = pieceOf(stretch, steps);
		if (found) pieces.set(found.before, found.piece);
	}
	const taken = steps.map((step, i) => {
		const piece = pieces.get(i);
		return piece ? [...takenBy(step), piece.after] : takenBy(step);
	});
	const last = lastUses(taken);
	const backward = steps.map((step, i) => ({
		...step,
		again: pieces.get(i) ?? null,
		frees: [...new Set(taken[i])].filter((value) => value !== INPUT && last.get(value) === i)
	}));
	const keeps = new Set(taken.flat().filter((value) => value !== INPUT));
	for (const piece of pieces.values()) for (const value of piece.keeps) keeps.delete(value);
	return { from, at: new Set(at), keeps, backward };
}

/** Parts of the way there that are computed again, in the order in which they are. */
export const piecesOf = ({ backward }: GradientPlan): readonly Piece[] =>
	backward.flatMap(({ again }) => again ?? []);

/** Elements of all values that stay after the forward pass, for one image. */
export function keptElements({ keeps }: GradientPlan, layers: readonly Layer[]): number {
	let sum = 0;
	for (const value of keeps) sum += elements(layers[value]?.out ?? []);
	return sum;
}
