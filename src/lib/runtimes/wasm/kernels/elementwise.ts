import type { Tensor } from '@tensorflow/tfjs-core';
import { sameShape } from '../../../arch/net.ts';
import { elements } from '../../../arch/ops.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { partOf, type Epilogue } from '../../plan/epilogue.ts';
import { launch } from '../launch.ts';
import { rowsPerJob } from '../split.ts';

/** Values with an epilogue, as new ones. */
export function ended(
	input: Tensor,
	out: readonly number[],
	epilogue: Epilogue,
	others: readonly Tensor[]
): Tensor {
	const channels = channelsOf(out);
	const rows = (batchOf(input) * elements(out)) / channels;
	const each = rowsPerJob(rows, channels);
	return launch({
		kernel: 'copy',
		reads: [input],
		epilogue,
		others: othersOf(epilogue, others),
		words: ([at = 0], to) => [at, to, rows * channels, channels, each * channels],
		jobs: Math.ceil(rows / each),
		out: [batchOf(input), ...out]
	});
}

/** What follows nothing that it could be part of. */
export function alone({ out, epilogue, step }: OwnKernelArguments): CompiledKernel {
	const all: Epilogue = [...partOf(step.layer), ...epilogue];
	return stateless((input, ...others) => ended(input, out, all, others));
}

/** Element by element, or each channel of a map by one value: whichever of the two it is comes first. */
export function mul(args: OwnKernelArguments<'mul'>): CompiledKernel {
	const { x, out, epilogue, step } = args;
	const [other = x] = step.layer.others;
	if (sameShape(x, other)) return alone(args);
	const isMapFirst = sameShape(x, out);
	const channels = channelsOf(out);
	const positions = elements(out) / channels;
	return stateless((first, ...rest) => {
		const [second = first] = rest;
		const rows = batchOf(first) * positions;
		const each = rowsPerJob(rows, channels);
		return launch({
			kernel: 'gate',
			reads: isMapFirst ? [first, second] : [second, first],
			epilogue,
			others: othersOf(epilogue, rest),
			words: ([map = 0, by = 0], to) => [map, by, to, rows, positions, channels, each],
			jobs: Math.ceil(rows / each),
			out: [batchOf(first), ...out]
		});
	});
}
