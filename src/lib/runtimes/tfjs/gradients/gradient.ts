import type { Tensor } from '@tensorflow/tfjs-core';
import type { Op, OpKind, Shape } from '../../../arch/net.ts';
import type { CompiledKernel, KernelArguments } from '../kernels/kernel.ts';

/** How a gradient goes back through an operation, with what it takes of its weights on the device. */
export type GradientKernel = Readonly<{
	params: readonly Tensor[];
	/**
	 * The gradient at each input, in their order, from that at the output. Tensors that it makes on the
	 * way are its caller's to free. Gradients at weights will be a second function beside this one.
	 *
	 * @param dy gradient at the output, batch first
	 * @param values what went in, where `NEEDS` says so; else nothing
	 */
	inputs(dy: Tensor, values: readonly Tensor[]): readonly Tensor[];
}>;

/** What it is made from: as a kernel is, with the shapes of all inputs of one image. */
export type GradientArguments<K extends OpKind> = KernelArguments<K> &
	Readonly<{
		shapes: readonly Shape[];
		/**
		 * An operation that is part of the way back, on inputs of this shape: computed as on the way there.
		 *
		 * @param values its weights, in PyTorch's layouts
		 */
		kernelOf: (op: Op, x: Shape, values: readonly Float32Array[]) => Promise<CompiledKernel>;
	}>;

export type Gradient<K extends OpKind> = (
	args: GradientArguments<K>
) => GradientKernel | Promise<GradientKernel>;

/** Of an operation that takes one value and is linear in it. */
export const linearly = (
	back: (dy: Tensor) => Tensor,
	params: readonly Tensor[] = []
): GradientKernel => ({ params, inputs: (dy) => [back(dy)] });

/** Of an operation that takes one value, which its gradient depends on. */
export const withInput = (
	back: (dy: Tensor, x: Tensor) => Tensor,
	params: readonly Tensor[] = []
): GradientKernel => ({
	params,
	inputs(dy, [x]) {
		if (!x) throw new Error('this gradient needs what went in');
		return [back(dy, x)];
	}
});
