import { elements } from '../../../arch/ops.ts';
import { nth, stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { vectorWidthOf, launch, type ShaderSource } from '../wgsl/program.ts';
import { embedded, first, prepended } from '../wgsl/tokens.ts';
import { batchOf, channelsOf, vector, type OwnKernelArguments } from './kernel.ts';

export function classToken({ x, out, values }: OwnKernelArguments<'classToken'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const token = vector(nth(values, 0));
	return {
		params: [token],
		buffers: [],
		run(input) {
			const count = (batchOf(input) * elements(out)) / vectorWidth;
			return launch({
				source: prepended(vectorWidth),
				reads: [input, token],
				sizes: { tokens: nth(x, 0), depth: channelsOf(x) / vectorWidth, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function positionEmbedding({
	x,
	out,
	values
}: OwnKernelArguments<'positionEmbedding'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const table = vector(nth(values, 0));
	const each = elements(x) / vectorWidth;
	return {
		params: [table],
		buffers: [],
		run(input) {
			const count = batchOf(input) * each;
			return launch({
				source: embedded(vectorWidth),
				reads: [input, table],
				sizes: { each, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function firstToken({ x, out }: OwnKernelArguments<'firstToken'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const source: ShaderSource = first(vectorWidth);
	const depth = channelsOf(x) / vectorWidth;
	return stateless((input) => {
		const count = batchOf(input) * depth;
		return launch({
			source,
			reads: [input],
			sizes: { tokens: nth(x, 0), depth, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}
