import {
	add,
	conv1d,
	fused,
	mul,
	reshape,
	tensor1d,
	tensor2d,
	tensor3d,
	type Tensor3D
} from '@tensorflow/tfjs-core';
import { transposed } from '../../plan/weight-layouts.ts';
import { nth, stateless, through, type KernelArguments, type CompiledKernel } from './kernel.ts';

/** On the last axis, whatever stands before it. */
export function linear({ op, x, values, relu = false }: KernelArguments<'linear'>): CompiledKernel {
	const into = x[x.length - 1] ?? 0;
	const matrix = tensor2d(transposed(nth(values, 0), op.out, into), [into, op.out]);
	const bias = op.bias ? tensor1d(nth(values, 1)) : undefined;
	return {
		params: bias ? [matrix, bias] : [matrix],
		buffers: [],
		run: (input) =>
			through(
				input,
				(value) => reshape(value, [-1, into]),
				(value) =>
					fused.matMul({
						a: value,
						b: matrix,
						activation: relu ? 'relu' : 'linear',
						...(bias ? { bias } : {})
					}),
				(value) => reshape(value, [...input.shape.slice(0, -1), op.out])
			)
	};
}

/** The channels are the positions of a row of one channel. */
export function channelConv({ op, values }: KernelArguments<'channelConv'>): CompiledKernel {
	const filter = tensor3d(nth(values, 0), [op.taps, 1, 1]);
	return {
		params: [filter],
		buffers: [],
		run: (input) =>
			through(
				input,
				(value) => reshape(value, [...input.shape, 1]),
				(value) => conv1d(value as Tensor3D, filter, 1, 'same'),
				(value) => reshape(value, input.shape)
			)
	};
}

/** One factor and one summand for all numbers. */
export function scaleBias({ values }: KernelArguments<'scaleBias'>): CompiledKernel {
	const [scale, bias] = [tensor1d(nth(values, 0)), tensor1d(nth(values, 1))];
	return {
		params: [scale, bias],
		buffers: [],
		run: (x) =>
			through(
				x,
				(value) => mul(value, scale),
				(value) => add(value, bias)
			)
	};
}

/** A learned factor for each channel. */
export function layerScale({ values }: KernelArguments<'layerScale'>): CompiledKernel {
	const gamma = tensor1d(nth(values, 0));
	return { params: [gamma], buffers: [], run: (x) => mul(x, gamma) };
}

/** A learned summand for each channel. */
export function bias({ values }: KernelArguments<'bias'>): CompiledKernel {
	const shift = tensor1d(nth(values, 0));
	return { params: [shift], buffers: [], run: (x) => add(x, shift) };
}

export const factor = ({ op }: KernelArguments<'factor'>): CompiledKernel =>
	stateless((x) => mul(x, op.value));
