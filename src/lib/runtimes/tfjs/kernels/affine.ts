import type { Layer } from '../../../arch/infer.ts';
import { affineOf } from '../../plan/fold.ts';
import { nth, type CompiledKernel } from './kernel.ts';
import { vector } from './own-kernel.ts';

/** A kernel whose epilogue is affine: its factors and summands come last among what it takes. */
export function withAffine(
	kernel: CompiledKernel,
	{ layer, values }: Readonly<{ layer: Layer; values: readonly Float32Array[] }>
): CompiledKernel {
	const { kind } = layer.op;
	const { scale, shift } =
		kind === 'scaleBias'
			? // One number each for all channels.
				{ scale: nth(values, 0), shift: nth(values, 1) }
			: affineOf(layer, values);
	const factors = vector(Float32Array.from(scale));
	const summands = vector(Float32Array.from(shift));
	// What has not been learned is no parameter.
	const params = [
		...(kind === 'bias' ? [] : [factors]),
		...(kind === 'layerScale' ? [] : [summands])
	];
	const buffers = [factors, summands].filter((tensor) => !params.includes(tensor));
	return {
		...kernel,
		params: [...kernel.params, ...params],
		buffers: [...kernel.buffers, ...buffers],
		run: (...inputs) => kernel.run(...inputs, factors, summands)
	};
}
