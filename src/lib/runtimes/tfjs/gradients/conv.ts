import { matMul, reshape, tensor2d, transpose } from '@tensorflow/tfjs-core';
import { sidesOf, type LayerOp, type Shape } from '../../../arch/net.ts';
import { extentOf, slidingAxes, type SlidingAxis } from '../../../arch/ops/windowed.ts';
import { backwardWeight, cellWeight } from '../../plan/gradient-weights.ts';
import { conv as convKernel } from '../kernels/conv.ts';
import { nth } from '../kernels/kernel.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';
import { spread, stretch, type Stretch } from './maps.ts';

/** Whether kernels lie side by side, or with gaps between them, so that each position has one at most. */
const liesApart = ({ kernel, stride, dilation = 1, groups }: LayerOp<'conv'>): boolean =>
	groups === 1 && dilation === 1 && Math.max(...sidesOf(kernel)) <= stride;

/** A product for every place of the kernel, which fills a cell as large as the stride. */
function apart({ op, x, values }: GradientArguments<'conv'>): GradientKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const { stride, out } = op;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const cells = cellWeight(nth(values, 0), {
		out,
		into: channels,
		kernel: sidesOf(op.kernel),
		stride
	});
	const matrix = tensor2d(cells, [out, stride * stride * channels]);
	return linearly(
		(dy) => {
			const products = matMul(reshape(dy, [-1, out]), matrix);
			const row = reshape(products, [-1, columns.out, stride, stride * channels]);
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
		[matrix]
	);
}

/** What the turned kernel slides over to come to each position of an axis of this size. */
const reach = (axis: SlidingAxis, size: number): Stretch => ({
	from: axis.before + 1 - extentOf(axis),
	length: size + extentOf(axis) - 1
});

/** A convolution of the gradient, with zeros where the kernel left out positions, with the kernel turned round. */
export function conv(args: GradientArguments<'conv'>): GradientKernel {
	const { op, x, values, backend } = args;
	if (liesApart(op)) return apart(args);
	const [height = 0, width = 0, channels = 0] = x;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const [down, across] = [reach(rows, height), reach(columns, width)];
	const slid: Shape = [down.length, across.length, op.out];
	const { out, groups } = op;
	const kernel = convKernel({
		op: { ...op, out: channels, stride: 1, padding: 0, bias: false },
		x: slid,
		values: [backwardWeight(nth(values, 0), { out, groups, kernel: sidesOf(op.kernel) })],
		backend
	});
	return linearly(
		(dy) => kernel.run(stretch(spread(dy, op.stride), down, across)),
		[...kernel.params, ...kernel.buffers]
	);
}
