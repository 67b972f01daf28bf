import { elements } from '../../../arch/ops.ts';
import { turnsOf } from '../../../arch/ops/rotary-turns.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { rotary as source } from '../wgsl/rotary.ts';
import {
	batchOf,
	channelsOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

export function rotary({ op, x, values }: OwnKernelArguments<'rotary'>): CompiledKernel {
	const { heads, pairs } = op;
	const tokens = nth(x, 0);
	const width = channelsOf(x) / 3 / heads;
	const vectorWidth = vectorWidthOf(pairs === 'halves' ? width / 2 : width);
	const { cos, sin } = turnsOf(op, width, values[0]);
	const tables = [vector(cos), vector(sin)];
	const sizes = { tokens, heads, apart: cos.length / tokens / width, depth: width / vectorWidth };
	return {
		params: [],
		buffers: tables,
		run(input) {
			const count = (batchOf(input) * elements(x)) / vectorWidth;
			return launch({
				source: source(pairs, vectorWidth),
				reads: [input, ...tables],
				sizes: { ...sizes, count },
				threads: count,
				out: [batchOf(input), ...x]
			});
		}
	};
}
