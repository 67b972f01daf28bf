import { elements } from '../../../arch/ops.ts';
import { BLUR, blurring, slidingAxes, type Sliding } from '../../../arch/ops/windowed.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { stateless } from '../../tfjs/kernels/kernel.ts';
import { runsInSoftware } from '../autotune.ts';
import { addingThreads } from '../wgsl/channel-sums.ts';
import { launch, type ShaderSource } from '../wgsl/program.ts';
import { vectorWidthOf, type VectorWidth } from '../wgsl/vector-width.ts';
import {
	averagePool,
	blurPool as blurPoolSource,
	maxPool as maxPoolSource,
	meanPool as meanPoolSource
} from '../wgsl/pools.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

/** Slides over a map; each thread computes one output of its channels. */
function slid(
	op: Sliding,
	{ x, out }: OwnKernelArguments,
	source: (vectorWidth: VectorWidth) => ShaderSource,
	epilogue: Epilogue = []
): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const vectorWidth = vectorWidthOf(channels);
	const [rows, columns] = slidingAxes(op, [height, width]);
	const shader = source(vectorWidth);
	const sizes: Readonly<Record<string, number>> = {
		height,
		width,
		depth: channels / vectorWidth,
		outHeight,
		outWidth,
		kernelHeight: rows.kernel,
		kernelWidth: columns.kernel,
		stride: op.stride,
		top: rows.before,
		left: columns.before,
		below: rows.after,
		beside: columns.after
	};
	return stateless((input, ...rest) => {
		const count = (batchOf(input) * elements(out)) / vectorWidth;
		return launch({
			source: shader,
			reads: [input, ...othersOf(epilogue, rest)],
			sizes: { ...sizes, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

export const maxPool = (args: OwnKernelArguments<'maxPool'>): CompiledKernel =>
	slid(args.op, args, maxPoolSource);

export const avgPool = (args: OwnKernelArguments<'avgPool'>): CompiledKernel =>
	slid(
		args.op,
		args,
		(vectorWidth) => averagePool(vectorWidth, args.op.countPadding, args.epilogue),
		args.epilogue
	);

export const blurPool = (args: OwnKernelArguments<'blurPool'>): CompiledKernel =>
	slid(blurring(args.op), args, (vectorWidth) =>
		blurPoolSource(vectorWidth, BLUR, args.op.zeros === true)
	);

function average({ x, out }: OwnKernelArguments, skip: number): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const depth = channelsOf(x) / vectorWidth;
	const by = runsInSoftware() ? 'thread' : 'team';
	return stateless((input) => {
		const count = batchOf(input) * depth;
		return launch({
			source: meanPoolSource(vectorWidth, by),
			reads: [input],
			sizes: { positions: elements(x.slice(0, -1)), depth, skip, count },
			threads: addingThreads(count, by),
			out: [batchOf(input), ...out]
		});
	});
}

export const globalPool = (args: OwnKernelArguments<'globalPool'>): CompiledKernel =>
	average(args, 0);
export const meanPool = (args: OwnKernelArguments<'meanPool'>): CompiledKernel =>
	average(args, args.op.skip);
