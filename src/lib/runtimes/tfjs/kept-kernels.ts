import { dispose } from '@tensorflow/tfjs-core';
import { layersIn, type Step } from '../plan/plan.ts';
import type { Setting } from './compile-step.ts';
import type { CompiledKernel } from './kernels/kernel.ts';

/** Kernels with their weights on the device that a network left behind for the next one. */
export type KeptKernels = Readonly<{
	/** Hands over the kernels of these names, in their order, where there are any; frees all others. */
	take(names: readonly string[]): readonly (CompiledKernel | undefined)[];
	put(name: string, kernel: CompiledKernel): void;
	/** How many tensors are kept. */
	tensors(): number;
}>;

export const tensorsOf = ({ params, buffers }: CompiledKernel) => [...params, ...buffers];

export function keptKernels(): KeptKernels {
	const kept = new Map<string, CompiledKernel>();
	return {
		take(names) {
			const taken = names.map((name) => kept.get(name));
			for (const name of names) kept.delete(name);
			for (const kernel of kept.values()) dispose(tensorsOf(kernel));
			kept.clear();
			return taken;
		},
		put: (name, kernel) => void kept.set(name, kernel),
		tensors: () => [...kept.values()].flatMap(tensorsOf).length
	};
}

/**
 * Names all that a step's kernel is made from: two of one name are the same, weights and all.
 *
 * @param weights names where the weights come from
 */
export function kernelName(
	{ inputs, rolls, slices, ...step }: Step,
	{ backend, kernels, batch, precision }: Setting,
	weights: string
): string {
	const layers = layersIn({ ...step, inputs, rolls, slices }).map(
		({ path, op, in: from, others, out, weights: shapes }) => ({
			path,
			op,
			from,
			others,
			out,
			shapes
		})
	);
	// The GPU's variants are chosen by how much there is to compute.
	const images = backend === 'webgpu' ? batch : null;
	const places = slices.map(({ place }) => place);
	return JSON.stringify([
		...[weights, backend, kernels, precision, images],
		...[inputs.length, rolls, places, layers]
	]);
}
