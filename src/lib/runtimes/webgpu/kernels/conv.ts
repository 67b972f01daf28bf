import { elements } from '../../../arch/ops.ts';
import { slidingAxes } from '../../../arch/ops/windowed.ts';
import { isDepthwise } from '../../plan/conv-arrangement.ts';
import { convFilter, transposed } from '../../plan/weight-layouts.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { depthwise, type DepthwiseTile } from '../wgsl/depthwise.ts';
import type { Matrix } from '../wgsl/matrix.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { isLittle, runsInSoftware } from '../autotune.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	sliceOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { product } from './product.ts';
import { textureFor } from '../contributions.ts';
import { table } from './weights.ts';

const ONE_BY_ONE = {
	height: 1,
	width: 1,
	channels: 1,
	outWidth: 1,
	positions: 1,
	kernelHeight: 1,
	kernelWidth: 1,
	stride: 1,
	strideAcross: 1,
	dilation: 1,
	top: 0,
	left: 0,
	groupColumns: 1
};

/** On the last axis, whatever stands before it. */
export function linear(args: OwnKernelArguments<'linear'>): Promise<CompiledKernel> {
	const { op, x, values, epilogue } = args;
	const into = channelsOf(x);
	const matrix: Matrix = {
		xVectorWidth: vectorWidthOf(into),
		vectorWidth: vectorWidthOf(op.out),
		gathers: false,
		pads: false,
		dilates: false,
		bias: op.bias !== false,
		scaled: false,
		epilogue
	};
	return product(
		{
			matrix,
			sizes: {
				...ONE_BY_ONE,
				columns: op.out / matrix.vectorWidth,
				depth: into / matrix.xVectorWidth,
				length: into
			},
			rows: elements(x.slice(0, -1)),
			weight: transposed(nth(values, 0), op.out, into),
			bias: op.bias ? nth(values, 1) : undefined
		},
		args
	);
}

/** Dense and grouped convolutions. */
function matrixConv(args: OwnKernelArguments<'conv'>): Promise<CompiledKernel> {
	const { op, x, out, values, epilogue } = args;
	const { stride, dilation = 1, groups } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const into = channels / groups;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const taps = rows.kernel * columns.kernel;
	const pads = [rows, columns].some(({ before, after }) => before + after > 0);
	// Where a kernel's row lies in one piece, as in a patchify stem, few channels are read four at a time.
	const whole =
		!pads &&
		groups === 1 &&
		dilation === 1 &&
		vectorWidthOf(channels) === 1 &&
		[columns.kernel, stride, width].every((count) => vectorWidthOf(count * channels) === 4);
	const across = whole ? channels / 4 : 1;
	const matrix: Matrix = {
		xVectorWidth: whole ? 4 : vectorWidthOf(into),
		vectorWidth: vectorWidthOf(op.out / groups),
		gathers: taps > 1 || stride > 1 || groups > 1 || pads,
		pads,
		dilates: taps > 1 && dilation > 1,
		bias: op.bias,
		scaled: false,
		epilogue
	};
	const sizes = {
		columns: op.out / matrix.vectorWidth,
		depth: (into * (whole ? columns.kernel : 1)) / matrix.xVectorWidth,
		length: into * taps,
		height,
		width: width * across,
		channels: whole ? 1 : channels / matrix.xVectorWidth,
		outWidth,
		positions: outHeight * outWidth,
		kernelHeight: rows.kernel,
		kernelWidth: whole ? 1 : columns.kernel,
		stride,
		strideAcross: stride * across,
		dilation,
		top: rows.before,
		left: columns.before,
		groupColumns: op.out / groups / matrix.vectorWidth
	};
	return product(
		{
			matrix,
			sizes,
			rows: outHeight * outWidth,
			weight: convFilter(nth(values, 0), op.out, into, taps),
			bias: op.bias ? nth(values, 1) : undefined
		},
		args
	);
}

/**
 * Small tiles keep a GPU busy. In software nothing is idle, and what is not read again is gained;
 * with strides or few products there is less to gain, and large tiles take long to compile.
 *
 * @param work in multiply-accumulates
 */
const tileOf = (stride: number, work: number): DepthwiseTile =>
	runsInSoftware() && stride === 1 && !isLittle(work)
		? { down: 4, across: 7 }
		: { down: 1, across: 4 };

async function depthwiseConv({
	op,
	x,
	out,
	values,
	epilogue,
	step,
	batch,
	precision
}: OwnKernelArguments<'conv'>): Promise<CompiledKernel> {
	const { stride, dilation = 1 } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const [outHeight = 0, outWidth = 0] = out;
	const { from, row } = sliceOf(step, 0) ?? { from: 0, row: channels };
	const vectorWidth = vectorWidthOf(channels, from, row);
	const tile = tileOf(stride, batch * elements(out) * rows.kernel * columns.kernel);
	const filter = convFilter(nth(values, 0), channels, 1, rows.kernel * columns.kernel);
	const toTexture = precision === 'f16' ? null : await textureFor(vectorWidth, filter.length);
	const source = depthwise({
		kernel: [rows.kernel, columns.kernel],
		stride,
		dilation,
		vectorWidth,
		bias: op.bias,
		epilogue,
		tile,
		texels: toTexture !== null
	});
	const weight = toTexture ? toTexture(filter) : table(filter, precision);
	const params = op.bias ? [weight, vector(nth(values, 1))] : [weight];
	const depth = channels / vectorWidth;
	const tilesDown = Math.ceil(outHeight / tile.down);
	const tilesAcross = Math.ceil(outWidth / tile.across);
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const count = batchOf(input) * tilesDown * tilesAcross * depth;
			return launch({
				source,
				reads: [input, ...params, ...othersOf(epilogue, rest)],
				sizes: {
					height,
					width,
					depth,
					first: from / vectorWidth,
					row: row / vectorWidth,
					outHeight,
					outWidth,
					tilesDown,
					tilesAcross,
					top: rows.before,
					left: columns.before,
					count
				},
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export const conv = (args: OwnKernelArguments<'conv'>): Promise<CompiledKernel> =>
	isDepthwise(args.op, channelsOf(args.x)) ? depthwiseConv(args) : matrixConv(args);
