import type { Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { ranges } from '../wgsl/ranges.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	sliceOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

/** Channels out of an input that has `row` of them. */
type Piece = Readonly<{ from: number; channels: number; row: number }>;

function sideBySide(
	{ out, epilogue }: OwnKernelArguments,
	pieces: readonly Piece[]
): CompiledKernel {
	const vectorWidth = vectorWidthOf(
		...pieces.flatMap(({ from, channels, row }) => [from, channels, row])
	);
	const source = ranges(vectorWidth, pieces.length, epilogue);
	const sizes: Record<string, number> = { depth: channelsOf(out) / vectorWidth };
	let end = 0;
	pieces.forEach(({ from, channels, row }, i) => {
		end += channels;
		sizes[`end${i}`] = end / vectorWidth;
		sizes[`from${i}`] = from / vectorWidth;
		sizes[`row${i}`] = row / vectorWidth;
	});
	return stateless((...inputs: Tensor[]) => {
		const [first, ...rest] = inputs;
		const batch = first ? batchOf(first) : 1;
		const count = (batch * elements(out)) / vectorWidth;
		return launch({
			source,
			reads: [...inputs.slice(0, pieces.length), ...othersOf(epilogue, rest)],
			sizes: { ...sizes, count },
			threads: count,
			out: [batch, ...out]
		});
	});
}

export const slice = (args: OwnKernelArguments<'slice'>): CompiledKernel => {
	const { from, to } = args.op;
	return sideBySide(args, [{ from, channels: to - from, row: channelsOf(args.x) }]);
};

/** Branches that are ranges themselves are read where they lie. */
export function concat(args: OwnKernelArguments<'concat'>): CompiledKernel {
	const { x, step } = args;
	const branches = [x, ...step.layer.others];
	return sideBySide(
		args,
		branches.map((branch, place) => ({
			channels: channelsOf(branch),
			...(sliceOf(step, place) ?? { from: 0, row: channelsOf(branch) })
		}))
	);
}
