import type { Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { turnsOf } from '../../../arch/ops/rotary-turns.ts';
import { headFactors, SHORTEST } from '../../plan/unit-heads.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
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

type Args = OwnKernelArguments<'rotary' | 'unitHeads'>;

/**
 * A kernel over packed queries, keys and values, whose rows are cut into jobs.
 *
 * @param words what it is called with after the sizes that both have
 */
function byHeads(
	kernel: 'rotary' | 'unitHeads',
	{ op, x, out, epilogue }: Args,
	buffers: readonly Tensor[],
	words: (at: readonly number[]) => readonly number[]
): CompiledKernel {
	const channels = channelsOf(x);
	return {
		params: [],
		buffers,
		run(input, ...others) {
			const rows = batchOf(input) * elements(x.slice(0, -1));
			const each = rowsPerJob(rows, channels);
			return launch({
				kernel,
				reads: [input, ...buffers],
				epilogue,
				others: othersOf(epilogue, others),
				words: ([at = 0, ...tables], to) => [
					...[at, to, rows, each, op.heads, channels / 3 / op.heads],
					...words(tables)
				],
				jobs: Math.ceil(rows / each),
				out: [batchOf(input), ...out]
			});
		}
	};
}

/** Each head's query and key at unit length, and its queries scaled. */
export function unitHeads(args: OwnKernelArguments<'unitHeads'>): CompiledKernel {
	const { op, x, values } = args;
	const factors = vector(headFactors(nth(values, 0), channelsOf(x) / 3 / op.heads));
	return byHeads('unitHeads', args, [factors], ([at = 0]) => [at, floatWord(SHORTEST)]);
}

/** Queries and keys turned pair by pair; values stay. */
export function rotary(args: OwnKernelArguments<'rotary'>): CompiledKernel {
	const { op, x, values } = args;
	const tokens = nth(x, 0);
	const width = channelsOf(x) / 3 / op.heads;
	const { cos, sin } = turnsOf(op, width, values[0]);
	const apart = cos.length / tokens / width;
	const neighbours = op.pairs === 'halves' ? 0 : 1;
	return byHeads('rotary', args, [vector(cos), vector(sin)], ([of = 0, at = 0]) => [
		...[of, at, tokens, apart, neighbours]
	]);
}
