import { elements } from '../../../arch/ops.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { stateless } from '../../tfjs/kernels/kernel.ts';
import { vectorWidthOf, launch } from '../wgsl/program.ts';
import { maxPool as maxPoolSource, meanPool as meanPoolSource } from '../wgsl/pools.ts';
import { batchOf, channelsOf, type OwnKernelArguments } from './kernel.ts';

export function maxPool({ op, x, out }: OwnKernelArguments<'maxPool'>): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const vectorWidth = vectorWidthOf(channels);
	const { kernel, stride, padding } = op;
	return stateless((input) => {
		const count = (batchOf(input) * elements(out)) / vectorWidth;
		const sizes = { height, width, depth: channels / vectorWidth, outHeight, outWidth };
		return launch({
			source: maxPoolSource(vectorWidth),
			reads: [input],
			sizes: { ...sizes, kernel, stride, padding, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

function average({ x, out }: OwnKernelArguments, skip: number): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const depth = channelsOf(x) / vectorWidth;
	return stateless((input) => {
		const count = batchOf(input) * depth;
		return launch({
			source: meanPoolSource(vectorWidth),
			reads: [input],
			sizes: { positions: elements(x.slice(0, -1)), depth, skip, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

export const globalPool = (args: OwnKernelArguments<'globalPool'>): CompiledKernel =>
	average(args, 0);
export const meanPool = (args: OwnKernelArguments<'meanPool'>): CompiledKernel =>
	average(args, args.op.skip);
