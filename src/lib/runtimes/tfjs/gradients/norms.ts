import {
	add,
	div,
	maximum,
	mean,
	mul,
	reshape,
	rsqrt,
	sqrt,
	square,
	sub,
	sum,
	tensor1d,
	type Tensor
} from '@tensorflow/tfjs-core';
import { nth } from '../kernels/kernel.ts';
import { withInput, type GradientArguments, type GradientKernel } from './gradient.ts';

type Back = (g: Tensor, x: Tensor) => Tensor;

/** Over the standard deviation along axes around their mean, before the weight. */
const standardized =
	(axes: number[], eps: number): Back =>
	(g, x) => {
		const centred = sub(x, mean(x, axes, true));
		const scale = rsqrt(add(mean(square(centred), axes, true), eps));
		const y = mul(centred, scale);
		const shared = add(mean(g, axes, true), mul(y, mean(mul(g, y), axes, true)));
		return mul(scale, sub(g, shared));
	};

/** In another shape, and back. */
const shaped =
	(shape: (x: Tensor) => number[], back: Back): Back =>
	(g, x) =>
		reshape(back(reshape(g, shape(x)), reshape(x, shape(x))), x.shape);

/** Of a norm whose result is multiplied by a weight for each channel. */
function weighted(values: Float32Array, back: Back): GradientKernel {
	const weight = tensor1d(values);
	return withInput((dy, x) => back(mul(dy, weight), x), [weight]);
}

/** Norms of heads work on the channels of each by itself, all with the same weight. */
function byHead(heads: number | undefined, values: Float32Array, back: Back): GradientKernel {
	if (heads === undefined) return weighted(values, back);
	const weight = tensor1d(values);
	const apart = (x: Tensor) => [...x.shape.slice(0, -1), heads, values.length];
	return withInput(
		shaped(apart, (dy, x) => back(mul(dy, weight), x)),
		[weight]
	);
}

export const layerNorm = ({ op, values }: GradientArguments<'layerNorm'>): GradientKernel =>
	byHead(op.heads, nth(values, 0), standardized([-1], op.eps));

export const rmsNorm = ({ op, values }: GradientArguments<'rmsNorm'>): GradientKernel =>
	byHead(op.heads, nth(values, 0), (g, x) => {
		const scale = rsqrt(add(mean(square(x), -1, true), op.eps));
		const y = mul(x, scale);
		return mul(scale, sub(g, mul(y, mean(mul(g, y), -1, true))));
	});

export function simpleNorm({ op, x: shape, values }: GradientArguments<'simpleNorm'>) {
	const channels = nth(shape, shape.length - 1);
	return weighted(nth(values, 0), (g, x) => {
		const centred = sub(x, mean(x, -1, true));
		const variance = mul(sum(square(centred), -1, true), 1 / (channels - 1));
		const scale = rsqrt(add(variance, op.eps));
		const pull = mul(mul(square(scale), sum(mul(g, x), -1, true)), 1 / (channels - 1));
		return mul(scale, sub(g, mul(centred, pull)));
	});
}

export function groupNorm({ op, x: shape, values }: GradientArguments<'groupNorm'>) {
	const width = nth(shape, shape.length - 1) / op.groups;
	const apart = (x: Tensor) => [nth(x.shape, 0), -1, op.groups, width];
	return weighted(nth(values, 0), shaped(apart, standardized([1, 3], op.eps)));
}

/** So little that nothing is divided by zero: where a channel is zero everywhere its gradient is too. */
const TINY = 1e-30;

/** Each channel over its norm N across the map, that over the mean norm; times the weight, plus the input. */
export function grn({ op, values }: GradientArguments<'grn'>): GradientKernel {
	const weight = tensor1d(nth(values, 0));
	return withInput(
		(dy, x) => {
			const norms = sqrt(sum(square(x), [1, 2], true));
			const level = add(mean(norms, -1, true), op.eps);
			const share = div(norms, level);
			// What the loss gains from a channel's share of the mean norm, then from its norm.
			const gain = mul(sum(mul(dy, x), [1, 2], true), weight);
			const byNorm = div(sub(gain, mean(mul(gain, share), -1, true)), level);
			const own = mul(dy, add(mul(share, weight), 1));
			return add(own, mul(x, div(byNorm, maximum(norms, TINY))));
		},
		[weight]
	);
}
