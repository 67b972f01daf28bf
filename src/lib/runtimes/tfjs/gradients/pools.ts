import {
	engine,
	matMul,
	maxPool as tfMaxPool,
	mul,
	pad,
	reshape,
	tensor3d,
	tile,
	type Tensor
} from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { sidesOf, type Shape } from '../../../arch/net.ts';
import { blurring, countsPadding, slidingAxes } from '../../../arch/ops/windowed.ts';
import { averageShares, blurShares } from '../../plan/axis-shares.ts';
import { asMaps, nth } from '../kernels/kernel.ts';
import { slideOf } from '../kernels/slide.ts';
import { linearly, withInput, type GradientArguments, type GradientKernel } from './gradient.ts';

/** All goes to the largest, the first of several. */
export function maxPool({ op, x }: GradientArguments<'maxPool'>): GradientKernel {
	const { strides, pad: pads } = slideOf(op, x);
	const filterSize: [number, number] = [...sidesOf(op.kernel)];
	return withInput((dy, value) => {
		const input = asMaps(value);
		const output = tfMaxPool(input, filterSize, strides, pads);
		const attributes = { filterSize, strides, pad: pads };
		return engine().runKernel<Tensor>('MaxPoolGrad', { dy, input, output }, attributes);
	});
}

/** Of a sum of shares along the rows and then along the columns, each a matrix `[places, size]`. */
function byAxes([height = 0, width = 0, channels = 0]: Shape, shares: readonly Float32Array[]) {
	const [down, across] = [nth(shares, 0), nth(shares, 1)];
	const [rows, columns] = [down.length / height, across.length / width];
	const [high, wide] = [tensor3d(down, [1, rows, height]), tensor3d(across, [1, columns, width])];
	return linearly(
		(dy) => {
			const tall = matMul(high, reshape(dy, [-1, rows, columns * channels]), true);
			const flat = matMul(wide, reshape(tall, [-1, columns, channels]), true);
			return reshape(flat, [-1, height, width, channels]);
		},
		[high, wide]
	);
}

export function avgPool({ op, x }: GradientArguments<'avgPool'>): GradientKernel {
	const [height = 0, width = 0] = x;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const counts = countsPadding(op, x);
	return byAxes(x, [averageShares(rows, height, counts), averageShares(columns, width, counts)]);
}

export function blurPool({ op, x }: GradientArguments<'blurPool'>): GradientKernel {
	const [height = 0, width = 0] = x;
	const [rows, columns] = slidingAxes(blurring(op), [height, width]);
	const mirrored = op.zeros !== true;
	return byAxes(x, [blurShares(rows, height, mirrored), blurShares(columns, width, mirrored)]);
}

/** Each of so many positions has an equal share in what is left of them. */
function evenly(dy: Tensor, positions: number, channels: number): Tensor {
	const each = mul(reshape(dy, [-1, 1, channels]), 1 / positions);
	return tile(each, [1, positions, 1]);
}

export const globalPool = ({ x }: GradientArguments<'globalPool'>): GradientKernel => {
	const channels = nth(x, 2);
	return linearly((dy) => reshape(evenly(dy, elements(x) / channels, channels), [-1, ...x]));
};

export function meanPool({ op, x }: GradientArguments<'meanPool'>): GradientKernel {
	const channels = nth(x, x.length - 1);
	const positions = elements(x) / channels - op.skip;
	return linearly((dy) => {
		const seen = evenly(dy, positions, channels);
		const all = pad(seen, [
			[0, 0],
			[op.skip, 0],
			[0, 0]
		]);
		return reshape(all, [-1, ...x]);
	});
}
