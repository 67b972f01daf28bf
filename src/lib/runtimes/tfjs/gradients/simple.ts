import { mul, tensor1d } from '@tensorflow/tfjs-core';
import { channelConv as channelConvKernel } from '../kernels/simple.ts';
import { transposed } from '../../plan/weight-layouts.ts';
import { nth } from '../kernels/kernel.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';

export const unchanged = (): GradientKernel => linearly((dy) => dy.clone());

export async function linear({
	op,
	x,
	values,
	kernelOf
}: GradientArguments<'linear'>): Promise<GradientKernel> {
	const into = nth(x, x.length - 1);
	const { params, buffers, run } = await kernelOf(
		{ kind: 'linear', out: into, bias: false },
		[...x.slice(0, -1), op.out],
		[transposed(nth(values, 0), op.out, into)]
	);
	return linearly((dy) => run(dy), [...params, ...buffers]);
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

export async function layerScale({ op, x, values, kernelOf }: GradientArguments<'layerScale'>) {
	const { params, buffers, run } = await kernelOf(op, x, values);
	return linearly((dy) => run(dy), [...params, ...buffers]);
}

export const scaleBias = ({ values }: GradientArguments<'scaleBias'>): GradientKernel =>
	scaled(nth(values, 0));

export const factor = ({ op }: GradientArguments<'factor'>): GradientKernel =>
	linearly((dy) => mul(dy, op.value));

/** At inference it is a factor and a summand for each channel. */
export function batchNorm({ op, values }: GradientArguments<'batchNorm'>): GradientKernel {
	const [weight, variance] = [nth(values, 0), nth(values, 3)];
	return scaled(weight.map((value, i) => value / Math.sqrt((variance[i] ?? 0) + op.eps)));
}
