import { neg, pad, reshape, slice as tfSlice, sum, type Tensor } from '@tensorflow/tfjs-core';
import { nth } from '../kernels/kernel.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';
import { product } from '../kernels/joins.ts';

export const add = ({ shapes }: GradientArguments<'add'>): GradientKernel => ({
	params: [],
	inputs: (dy) => shapes.map(() => dy.clone())
});

export const subtract = ({ shapes }: GradientArguments<'subtract'>): GradientKernel => ({
	params: [],
	inputs: (dy) => shapes.map((_, i) => (i === 0 ? dy.clone() : neg(dy)))
});

/** Adds up what a value that held at all positions was given at each of them. */
function gathered(x: Tensor, like: Tensor): Tensor {
	if (x.size === like.size) return reshape(x, like.shape);
	const [batch, channels] = [nth(x.shape, 0), nth(x.shape, x.rank - 1)];
	return reshape(sum(reshape(x, [batch, -1, channels]), 1), like.shape);
}

/** Each factor is given the product of the others. */
export const mul = (): GradientKernel => ({
	params: [],
	inputs: (dy, values) =>
		values.map((value, i) => {
			const others = values.filter((_, at) => at !== i);
			return gathered(others.reduce(product, dy), value);
		})
});

export const concat = ({ shapes }: GradientArguments<'concat'>): GradientKernel => ({
	params: [],
	inputs(dy) {
		const before = dy.shape.slice(0, -1);
		let from = 0;
		return shapes.map((shape) => {
			const channels = nth(shape, shape.length - 1);
			const part = tfSlice(dy, [...before.map(() => 0), from], [...before, channels]);
			from += channels;
			return part;
		});
	}
});

/** Zeros for the channels that were left out. */
export const slice = ({ op, x }: GradientArguments<'slice'>): GradientKernel => {
	const around: [number, number] = [op.from, nth(x, x.length - 1) - op.to];
	return linearly((dy) =>
		pad(dy, [...dy.shape.slice(0, -1).map((): [number, number] => [0, 0]), around])
	);
};
