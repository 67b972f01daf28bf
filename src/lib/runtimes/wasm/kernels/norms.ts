import { elements } from '../../../arch/ops.ts';
import { after, nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { launch } from '../launch.ts';
import { rowsPerJob } from '../split.ts';
import { floatWord } from '../words.ts';

/** Channels of a job of `channelLengths`. */
const SOME_CHANNELS = 16;

/** Norms of rows, as `assembly/rows.as` numbers them. */
export const ROW_NORMS = { layerNorm: 0, rmsNorm: 1, simpleNorm: 2 } as const;

/** Norms over the channels of each position, or over those of each head. */
export function rows(
	args: OwnKernelArguments<'layerNorm' | 'rmsNorm' | 'simpleNorm'>
): CompiledKernel {
	const { op, x, out, values, epilogue } = args;
	const heads = 'heads' in op ? (op.heads ?? 1) : 1;
	const channels = channelsOf(x);
	const width = channels / heads;
	const params = values.map(vector);
	return {
		params,
		buffers: [],
		run(input, ...others) {
			const count = batchOf(input) * elements(x.slice(0, -1)) * heads;
			const each = rowsPerJob(count, width);
			return launch({
				kernel: 'rowNorm',
				reads: [input, ...params],
				epilogue,
				others: othersOf(epilogue, others),
				words: ([at = 0, weight = 0, bias = 0], to) => [
					...[at, to, weight, bias, count, width],
					...[ROW_NORMS[op.kind], floatWord(op.eps), each, channels]
				],
				jobs: Math.ceil(count / each),
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function groupNorm({
	op,
	x,
	out,
	values,
	epilogue
}: OwnKernelArguments<'groupNorm'>): CompiledKernel {
	const params = values.map(vector);
	const positions = elements(x.slice(0, -1));
	return {
		params,
		buffers: [],
		run: (input, ...others) =>
			launch({
				kernel: 'groupNorm',
				reads: [input, ...params],
				epilogue,
				others: othersOf(epilogue, others),
				words: ([at = 0, weight = 0, bias = 0], to) => [
					...[at, to, weight, bias, positions, channelsOf(x), op.groups, floatWord(op.eps)]
				],
				jobs: batchOf(input) * op.groups,
				out: [batchOf(input), ...out]
			})
	};
}

export function grn({ op, x, out, values }: OwnKernelArguments<'grn'>): CompiledKernel {
	const params = [vector(nth(values, 0)), vector(nth(values, 1))];
	const channels = channelsOf(x);
	const positions = elements(x.slice(0, -1));
	return {
		params,
		buffers: [],
		run(input) {
			const images = batchOf(input);
			const count = images * positions;
			const each = rowsPerJob(count, channels);
			const words = (at: number, weight: number, bias: number, lengths: number, to: number) => [
				...[at, to, weight, bias, lengths, positions, channels, floatWord(op.eps), count, each]
			];
			const lengths = launch({
				kernel: 'channelLengths',
				reads: [input],
				words: ([at = 0], to) => words(at, 0, 0, to, 0),
				jobs: images * Math.ceil(channels / SOME_CHANNELS),
				out: [images, channels]
			});
			const y = launch({
				kernel: 'byLength',
				reads: [input, ...params, lengths],
				words: ([at = 0, weight = 0, bias = 0, of = 0], to) => words(at, weight, bias, of, to),
				jobs: Math.ceil(count / each),
				scratch: 4 * channels,
				out: [images, ...out]
			});
			return after(y, lengths);
		}
	};
}
