import { mul, scalar, tensor1d, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { Lesion } from '../../arch/lesions.ts';
import { layersIn, shapeOf, type Step } from '../plan/plan.ts';
import { nth } from './kernels/kernel.ts';

/** What is switched off, by the number of the step that gives it: channels, or all (`null`). */
export type Lesions = ReadonlyMap<number, readonly number[] | null>;

/** @throws Error for a layer that is not the last of its step */
export function lesionsIn(steps: readonly Step[], lesions: readonly Lesion[]): Lesions {
	const found = new Map<number, readonly number[] | null>();
	for (const { path, channels } of lesions) {
		const step = steps.findIndex((one) => layersIn(one).at(-1)?.path === path);
		if (step < 0) throw new Error(`${path} is no output of a step`);
		const before = found.get(step);
		found.set(step, channels && before !== null ? [...(before ?? []), ...channels] : null);
	}
	return found;
}

/**
 * Values, or gradients at them, of a step with what is switched off set to zero.
 *
 * @param tensor freed if another takes its place
 */
export function silenced(tensor: Tensor, channels: readonly number[] | null | undefined): Tensor {
	if (channels === undefined) return tensor;
	const result = tidy(() => {
		if (channels === null) return zeros(tensor.shape);
		const width = tensor.shape.at(-1) ?? 1;
		const kept = Float32Array.from({ length: width }, (_, i) => (channels.includes(i) ? 0 : 1));
		return mul(tensor, tensor1d(kept));
	});
	tensor.dispose();
	return result;
}

/** Steps on which outputs depend; what is switched off whole depends on nothing. */
export function neededFor(
	outputs: readonly number[],
	steps: readonly Step[],
	lesions: Lesions
): ReadonlySet<number> {
	const byOutput = new Map(steps.map(({ output }, step) => [output, step]));
	const needed = new Set(outputs);
	for (let step = steps.length - 1; step >= 0; step--) {
		if (!needed.has(step) || lesions.get(step) === null) continue;
		for (const value of nth(steps, step).inputs) {
			const from = byOutput.get(value);
			if (from !== undefined) needed.add(from);
		}
	}
	return needed;
}

/** What a step gives with what is switched off; something that nobody takes, where it is not needed. */
export function computeWithout(
	step: number,
	compute: () => Tensor,
	{
		steps,
		lesions,
		needed,
		batch
	}: Readonly<{
		steps: readonly Step[];
		lesions: Lesions;
		needed: ReadonlySet<number>;
		batch: number;
	}>
): Tensor {
	if (!needed.has(step)) return scalar(0);
	const channels = lesions.get(step);
	if (channels === null) return zeros([batch, ...shapeOf(nth(steps, step))]);
	return silenced(compute(), channels);
}
