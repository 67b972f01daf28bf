import { matMul, mul, reshape, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { channelConv as channelConvKernel } from '../kernels/simple.ts';
import { nth } from '../kernels/kernel.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';

export const unchanged = (): GradientKernel => linearly((dy) => dy.clone());

export function linear({ op, x, values }: GradientArguments<'linear'>): GradientKernel {
	const into = nth(x, x.length - 1);
	const matrix = tensor2d(nth(values, 0), [op.out, into]);
	return linearly(
		(dy) => reshape(matMul(reshape(dy, [-1, op.out]), matrix), [...dy.shape.slice(0, -1), into]),
		[matrix]
	);
}

/** The filter slides the other way. */
export function channelConv(args: GradientArguments<'channelConv'>): GradientKernel {
	const values = [nth(args.values, 0).toReversed()];
	const { params, run } = channelConvKernel({ ...args, values });
	return linearly((dy) => run(dy), params);
}

/** Times the factor of each channel. */
const scaled = (factors: Float32Array): GradientKernel => {
	const factor = tensor1d(factors);
	return linearly((dy) => mul(dy, factor), [factor]);
};

export const layerScale = ({ values }: GradientArguments<'layerScale'>): GradientKernel =>
	scaled(nth(values, 0));

export const scaleBias = ({ values }: GradientArguments<'scaleBias'>): GradientKernel =>
	scaled(nth(values, 0));

export const factor = ({ op }: GradientArguments<'factor'>): GradientKernel =>
	linearly((dy) => mul(dy, op.value));

/** At inference it is a factor and a summand for each channel. */
export function batchNorm({ op, values }: GradientArguments<'batchNorm'>): GradientKernel {
	const [weight, variance] = [nth(values, 0), nth(values, 3)];
	return scaled(weight.map((value, i) => value / Math.sqrt((variance[i] ?? 0) + op.eps)));
}
