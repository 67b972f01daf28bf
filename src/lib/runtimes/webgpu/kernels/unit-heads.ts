import { elements } from '../../../arch/ops.ts';
import { headFactors } from '../../plan/unit-heads.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { unitHeads as source } from '../wgsl/unit-heads.ts';
import {
	batchOf,
	channelsOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

export function unitHeads({
	op: { heads },
	x,
	values
}: OwnKernelArguments<'unitHeads'>): CompiledKernel {
	const width = channelsOf(x) / 3 / heads;
	const vectorWidth = vectorWidthOf(width);
	const factors = vector(headFactors(nth(values, 0), width));
	const count = elements(x) / width;
	return {
		params: [],
		buffers: [factors],
		run(input) {
			const threads = batchOf(input) * count;
			return launch({
				source: source(vectorWidth),
				reads: [input, factors],
				sizes: { count: threads, heads, depth: width / vectorWidth },
				threads,
				out: [batchOf(input), ...x]
			});
		}
	};
}
