import { reshape, transpose } from '@tensorflow/tfjs-core';
import { sidesOf, type LayerOp } from '../../../arch/net.ts';
import { extentOf, slidingAxes, type SlidingAxis } from '../../../arch/ops/windowed.ts';
import { backwardWeight, cellWeight } from '../../plan/gradient-weights.ts';
import { transposed } from '../../plan/weight-layouts.ts';
import { nth } from '../kernels/kernel.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';
import { spread, stretch, type Stretch } from './maps.ts';

/** Whether kernels lie side by side, or with gaps between them, so that each position has one at most. */
const liesApart = ({ kernel, stride, dilation = 1, groups }: LayerOp<'conv'>): boolean =>
	groups === 1 && dilation === 1 && Math.max(...sidesOf(kernel)) <= stride;

/** A product for every place of the kernel, which fills a cell as large as the stride. */
async function apart({
	op,
	x,
	values,
	kernelOf
}: GradientArguments<'conv'>): Promise<GradientKernel> {
	const [height = 0, width = 0, channels = 0] = x;
	const { stride, out } = op;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const kernel = sidesOf(op.kernel);
	const cells = cellWeight(nth(values, 0), { out, into: channels, kernel, stride });
	const size = stride * stride * channels;
	const { params, buffers, run } = await kernelOf(
		{ kind: 'linear', out: size, bias: false },
		[rows.out, columns.out, out],
		[transposed(cells, out, size)]
	);
	return linearly(
		(dy) => {
			const row = reshape(run(dy), [-1, columns.out, stride, stride * channels]);
			const maps = reshape(transpose(row, [0, 2, 1, 3]), [
				-1,
				rows.out * stride,
				columns.out * stride,
				channels
			]);
			return stretch(
				maps,
				{ from: rows.before, length: height },
				{ from: columns.before, length: width }
			);
		},
		[...params, ...buffers]
	);
}

/** What the turned kernel slides over to come to each position of an axis of this size. */
const reach = (axis: SlidingAxis, size: number): Stretch => ({
	from: axis.before + 1 - extentOf(axis),
	length: size + extentOf(axis) - 1
});

/** Zeros around all of an axis's gradients that come to the same, alike on both sides; `null` where these do not. */
function paddingOf(axis: SlidingAxis, size: number): number | null {
	const { from, length } = reach(axis, size);
	return axis.stride === 1 && from <= 0 && length === axis.out - 2 * from ? -from : null;
}

/** A convolution of the gradient, with zeros where the kernel left out positions, with the kernel turned round. */
export async function conv(args: GradientArguments<'conv'>): Promise<GradientKernel> {
	const { op, x, values, kernelOf } = args;
	if (liesApart(op)) return apart(args);
	const [height = 0, width = 0, channels = 0] = x;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const { out, groups, kernel, dilation = 1 } = op;
	const weight = backwardWeight(nth(values, 0), { out, groups, kernel: sidesOf(kernel) });
	const back = {
		kind: 'conv',
		out: channels,
		kernel,
		stride: 1,
		dilation,
		groups,
		bias: false
	} as const;
	const [above, beside] = [paddingOf(rows, height), paddingOf(columns, width)];
	if (above !== null && beside !== null) {
		const padded = { ...back, padding: [above, beside] as const };
		const { params, buffers, run } = await kernelOf(padded, [rows.out, columns.out, out], [weight]);
		return linearly((dy) => run(dy), [...params, ...buffers]);
	}
	const [down, across] = [reach(rows, height), reach(columns, width)];
	const { params, buffers, run } = await kernelOf(
		{ ...back, padding: 0 },
		[down.length, across.length, out],
		[weight]
	);
	return linearly(
		(dy) => run(stretch(spread(dy, op.stride), down, across)),
		[...params, ...buffers]
	);
}
