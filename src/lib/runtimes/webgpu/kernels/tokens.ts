import { elements } from '../../../arch/ops.ts';
import { nth, stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { launch, type ShaderSource } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { embedded, picked, prepended, repeated } from '../wgsl/tokens.ts';
import {
	batchOf,
	channelsOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { table } from './weights.ts';

export function learnedTokens({
	op,
	x,
	out,
	values,
	precision
}: OwnKernelArguments<'learnedTokens'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const learned = table(nth(values, 0), precision);
	return {
		params: [learned],
		buffers: [],
		run(input) {
			const count = (batchOf(input) * elements(out)) / vectorWidth;
			return launch({
				source: prepended(vectorWidth),
				reads: [input, learned],
				sizes: { more: op.count, tokens: nth(x, 0), depth: channelsOf(x) / vectorWidth, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function positionEmbedding({
	x,
	out,
	values,
	precision
}: OwnKernelArguments<'positionEmbedding'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const positions = table(nth(values, 0), precision);
	const each = elements(x) / vectorWidth;
	return {
		params: [positions],
		buffers: [],
		run(input) {
			const count = batchOf(input) * each;
			return launch({
				source: embedded(vectorWidth),
				reads: [input, positions],
				sizes: { each, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

/** The same for all images, whatever goes in. */
export function latent({ x, out, values }: OwnKernelArguments<'latent'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const token = vector(nth(values, 0));
	const each = elements(out) / vectorWidth;
	return {
		params: [token],
		buffers: [],
		run(input) {
			const count = batchOf(input) * each;
			return launch({
				source: repeated(vectorWidth),
				reads: [token],
				sizes: { each, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function tokenAt({ op, x, out }: OwnKernelArguments<'tokenAt'>): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const source: ShaderSource = picked(vectorWidth);
	const depth = channelsOf(x) / vectorWidth;
	return stateless((input) => {
		const count = batchOf(input) * depth;
		return launch({
			source,
			reads: [input],
			sizes: { tokens: nth(x, 0), at: op.index, depth, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}
