import { add, tensor, tidy, tile, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { INPUT } from '../../../arch/flow.ts';
import { gradientPlan, type GradientPlan } from '../../../gradients/plan.ts';
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

/** Goes forward as far as the output, and gives it; what the way back takes, and what is asked for, stays. */
async function forward(
	{ model }: Network,
	x: Tensor,
	plan: GradientPlan,
	asked: ReadonlySet<number>,
	{ kept, lesions, between }: Readonly<{ kept: Held; lesions: Lesions; between: Between }>
): Promise<Tensor> {
	return model.forwardByStep(
		x,
		async (step, compute) => {
			await between();
			const output = silenced(compute(), lesions.get(step));
			if (plan.keeps.has(step) || asked.has(step)) kept.put(step, output.clone());
			return output;
		},
		{ last: plan.from }
	);
}

/** Goes back from the output; gradients that are asked for stay. */
async function backward(
	{ steps, kernels }: Network,
	x: Tensor,
	plan: GradientPlan,
	asked: ReadonlySet<number>,
	{
		kept,
		gradients,
		lesions,
		between
	}: Readonly<{ kept: Held; gradients: Held; lesions: Lesions; between: Between }>
): Promise<void> {
	for (const { step, inputs, needsValues, frees } of plan.backward) {
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
		if (!asked.has(step)) gradients.drop(step);
		for (const value of frees) if (!asked.has(value)) kept.drop(value);
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
	{ of, factors, at, without = [] }: GradientRequest,
	between: Between
): Promise<readonly LayerGradient[]> {
	const { steps, lost } = network;
	if (steps.some(({ then, slices, rolls }) => then.length > 0 || slices.length > 0 || rolls))
		throw new Error('gradients go through networks whose layers are steps of their own');
	const from = numberOf(steps, of);
	const numbers = at.map((path) => numberOf(steps, path));
	const asked = new Set(numbers);
	const layers = steps.map(({ layer }) => layer);
	const flow = steps.map(({ inputs }) => inputs);
	const plan = gradientPlan(layers, flow, from, numbers);
	const lesions = lesionsIn(steps, without);
	const [kept, gradients] = [heldValues(), heldValues()];
	const read = (value: Tensor) => guardDeviceLoss(lost, value.data<'float32'>());
	try {
		const y = await forward(network, x, plan, asked, { kept, lesions, between });
		kept.put(OUTPUT, y);
		const seeds = typeof factors === 'function' ? factors(await read(y)) : factors;
		kept.drop(OUTPUT);
		const seed = tidy(() => {
			const once = tensor(seeds, [1, ...nth(layers, from).out], 'float32');
			return tile(once, [nth(x.shape, 0), ...once.shape.slice(1).map(() => 1)]);
		});
		gradients.put(from, seed);
		await backward(network, x, plan, asked, { kept, gradients, lesions, between });
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
