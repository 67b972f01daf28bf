import { add, tensor, tidy, tile, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { INPUT } from '../../../arch/flow.ts';
import type { GradientPlan, Piece } from '../../../gradients/plan.ts';
import { planWithin } from '../../../gradients/recompute.ts';
import { BYTES_PER_FLOAT } from '../../../count/memory.ts';
import { guardDeviceLoss } from '../../device-loss.ts';
import type { Step } from '../../plan/plan.ts';
import type { GradientRequest, LayerGradient } from '../../runtime.ts';
import { nth } from '../kernels/kernel.ts';
import { lesionsIn, silenced, type Lesions } from '../lesions.ts';
import type { Model } from '../model.ts';
import type { GradientKernels } from './kernels.ts';

type Network = Readonly<{
	steps: readonly Step[];
	model: Model;
	kernels: GradientKernels;
	lost: Promise<never>;
}>;

type Between = () => Promise<void>;

/** Tensors by the number of their value, freed when another takes their place and at the end. */
function heldValues() {
	const held = new Map<number, Tensor>();
	const drop = (value: number): void => {
		held.get(value)?.dispose();
		held.delete(value);
	};
	return {
		get: (value: number): Tensor | undefined => held.get(value),
		put(value: number, tensor: Tensor): void {
			drop(value);
			held.set(value, tensor);
		},
		/** @param to gives the tensor that takes its place, and frees the other */
		change(value: number, to: (tensor: Tensor) => Tensor): void {
			const tensor = held.get(value);
			if (tensor) held.set(value, to(tensor));
		},
		drop,
		clear: (): void => [...held.keys()].forEach(drop)
	};
}
type Held = ReturnType<typeof heldValues>;

/** Each layer is a step of its own, so that steps and values have the layers' numbers. */
function numberOf(steps: readonly Step[], path: string | null): number {
	if (path === null) return INPUT;
	const number = steps.findIndex(({ layer }) => layer.path === path);
	if (number < 0) throw new Error(`there is no layer ${path}`);
	return number;
}

/** Number of what the way there ends with, which no step has. */
const OUTPUT = Infinity;

/** What a way there and back holds, and what is done on it. */
type Going = Readonly<{ kept: Held; gradients: Held; lesions: Lesions; between: Between }>;

/** Goes forward as far as the output, and gives it; what the way back takes, and what is asked for, stays. */
async function forward(
	{ model }: Network,
	x: Tensor,
	{ from, keeps, at }: GradientPlan,
	{ kept, lesions, between }: Going
): Promise<Tensor> {
	return model.forwardByStep(
		x,
		async (step, compute) => {
			await between();
			const output = silenced(compute(), lesions.get(step));
			if (keeps.has(step) || at.has(step)) kept.put(step, output.clone());
			return output;
		},
		{ last: from }
	);
}

/** Computes a piece of the way there again; what the way back takes of it stays. */
async function computeAgain(
	{ model }: Network,
	x: Tensor,
	{ after, last, keeps }: Piece,
	{ kept, lesions, between }: Going
): Promise<void> {
	const start = kept.get(after);
	const end = await model.forwardByStep(
		x,
		async (step, compute) => {
			await between();
			const output = silenced(compute(), lesions.get(step));
			if (keeps.has(step)) kept.put(step, output.clone());
			return output;
		},
		{ first: after + 1, last, alive: new Map(start ? [[after, start.clone()]] : []) }
	);
	end.dispose();
}

/** Goes back from the output; gradients that are asked for stay. */
async function backward(
	network: Network,
	x: Tensor,
	plan: GradientPlan,
	going: Going
): Promise<void> {
	const { steps, kernels } = network;
	const { kept, gradients, lesions, between } = going;
	for (const { step, inputs, needsValues, again, frees } of plan.backward) {
		if (again) await computeAgain(network, x, again, going);
		await between();
		const kernel = await kernels.of(nth(steps, step));
		gradients.change(step, (gradient) => silenced(gradient, lesions.get(step)));
		const dy = gradients.get(step);
		if (!dy) throw new Error(`no gradient has come to step ${step}`);
		const values = inputs.map(({ value }) => (value === INPUT ? x : kept.get(value)));
		const made = tidy(() => {
			const back = kernel.inputs(dy, needsValues ? (values as Tensor[]) : []);
			const sums = new Map<number, Tensor>();
			inputs.forEach(({ value, wanted }, i) => {
				if (!wanted) return;
				const before = sums.get(value) ?? gradients.get(value);
				const gradient = nth(back, i);
				sums.set(value, before ? add(before, gradient) : gradient);
			});
			// A tidy keeps what is in an object that it gives.
			return Object.fromEntries(sums);
		});
		for (const [value, gradient] of Object.entries(made)) gradients.put(Number(value), gradient);
		if (!plan.at.has(step)) gradients.drop(step);
		for (const value of frees) if (!plan.at.has(value)) kept.drop(value);
	}
}

/**
 * Values and gradients of layers in one pass forward and one back.
 *
 * @param between called before every step; may throw to stop
 */
export async function gradientsOf(
	network: Network,
	x: Tensor,
	{ of, factors, at, without = [], most = Infinity }: GradientRequest,
	between: Between
): Promise<readonly LayerGradient[]> {
	const { steps, lost } = network;
	if (steps.some(({ then, slices, rolls }) => then.length > 0 || slices.length > 0 || rolls))
		throw new Error('gradients go through networks whose layers are steps of their own');
	const from = numberOf(steps, of);
	const numbers = at.map((path) => numberOf(steps, path));
	const layers = steps.map(({ layer }) => layer);
	const flow = steps.map(({ inputs }) => inputs);
	const mostElements = most / BYTES_PER_FLOAT / nth(x.shape, 0);
	const { plan } = planWithin(layers, flow, from, numbers, mostElements);
	const [kept, gradients] = [heldValues(), heldValues()];
	const going: Going = { kept, gradients, lesions: lesionsIn(steps, without), between };
	const read = (value: Tensor) => guardDeviceLoss(lost, value.data<'float32'>());
	try {
		const y = await forward(network, x, plan, going);
		kept.put(OUTPUT, y);
		const seeds = typeof factors === 'function' ? factors(await read(y)) : factors;
		kept.drop(OUTPUT);
		const seed = tidy(() => {
			const once = tensor(seeds, [1, ...nth(layers, from).out], 'float32');
			return tile(once, [nth(x.shape, 0), ...once.shape.slice(1).map(() => 1)]);
		});
		gradients.put(from, seed);
		await backward(network, x, plan, going);
		const found: LayerGradient[] = [];
		for (const [i, path] of at.entries()) {
			const number = nth(numbers, i);
			const value = number === INPUT ? x : kept.get(number);
			if (!value) throw new Error(`${of} comes before ${path}`);
			// What it does not depend on gets nothing.
			if (!gradients.get(number)) gradients.put(number, zeros(value.shape));
			const gradient = await read(gradients.get(number) as Tensor);
			found.push({ path, shape: value.shape, values: await read(value), gradient });
		}
		return found;
	} finally {
		kept.clear();
		gradients.clear();
	}
}
