import { dispose, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { LayerOp, OpKind, Shape } from '../../../arch/net.ts';
import type { BackendName } from '../../backends.ts';

/** An operation with its weights on the device. */
export type CompiledKernel = Readonly<{
	params: readonly Tensor[];
	/** Elements of these that stand for no parameter: the zeros between the taps of a spread kernel. */
	fill?: number;
	/** Whether what it takes is to lie in halves, and what it gives then does. */
	takesHalves?: boolean;
	/** Running statistics: on the device like weights, but no parameters. */
	buffers: readonly Tensor[];
	/** Takes and gives tensors with the batch first and channels last; frees all but its result. */
	run(...inputs: Tensor[]): Tensor;
}>;

/** What a kernel is made from. */
export type KernelArguments<K extends OpKind> = Readonly<{
	op: LayerOp<K>;
	/** Shape of one image's input, without the batch. */
	x: Shape;
	/** Values of `weightsOf(op, x)` in that order and in PyTorch's layouts. */
	values: readonly Float32Array[];
	backend: BackendName;
	/** Whether a ReLU follows in the same call. */
	relu?: boolean;
}>;

export type Kernel<K extends OpKind> = (args: KernelArguments<K>) => CompiledKernel;

/** A kernel without weights. */
export const stateless = (run: CompiledKernel['run']): CompiledKernel => ({
	params: [],
	buffers: [],
	run
});

/** Hands on a result and frees what it was made from: intermediate maps are large. */
export function after<T extends Tensor>(result: T, ...used: Tensor[]): T {
	dispose(used);
	return result;
}

/** Applies functions in order and frees every value between; `x` stays. */
export function through(x: Tensor, ...steps: ((value: Tensor) => Tensor)[]): Tensor {
	let value = x;
	for (const step of steps) {
		const next = step(value);
		if (value !== x) value.dispose();
		value = next;
	}
	return value;
}

/** The n-th of the arrays a kernel was promised. */
export function nth<T>(list: readonly T[], index: number): T {
	const item = list[index];
	if (item === undefined) throw new Error(`there is no item ${index} among ${list.length}`);
	return item;
}

export function asMaps(x: Tensor): Tensor4D {
	if (x.rank !== 4) throw new Error(`expected maps, got a tensor of shape ${x.shape.join(' × ')}`);
	return x as Tensor4D;
}
