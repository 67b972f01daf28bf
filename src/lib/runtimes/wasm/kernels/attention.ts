import { sidesOf } from '../../../arch/net.ts';
import { attentionSizes } from '../../../arch/ops/attention.ts';
import { biases } from '../../tfjs/kernels/attention.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { batchOf, type OwnKernelArguments } from '../../tfjs/kernels/own-kernel.ts';
import { wasmEngine } from '../current.ts';
import { launch } from '../launch.ts';
import { floatWord } from '../words.ts';

/** Rows of a tile, columns of a panel, and rows whose scores are in the cache together. */
const TILE = 6;
const PANEL = 8;
const BLOCK = 24;

const upTo = (size: number, step: number): number => Math.ceil(size / step) * step;

/** Bytes of a thread: places, keys, values, scores and results, and where rows of scores begin. */
function scratchOf(positions: number, headWidth: number): number {
	const columns = upTo(positions, PANEL);
	const depth = upTo(headWidth, PANEL);
	const keys = columns * headWidth + positions * depth;
	return 4 * (positions + TILE + keys + BLOCK * (columns + depth + 1));
}

/** Softmax attention in one go: a block of queries at a time, over all keys. */
export function attention(args: OwnKernelArguments<'attention'>): CompiledKernel {
	const { op, x, out, step } = args;
	const { heads, headWidth, positions, windows } = attentionSizes(op, x);
	const { params, buffers } = biases({ ...args, backend: 'wasm' });
	const window = op.window === null ? null : sidesOf(op.window);
	// Tokens are a map of one row and one window.
	const [height = 1, width = 1] = window ? x : [1, positions];
	const [high, wide] = window ?? [1, positions];
	const [down, across] = step.rolls ? sidesOf(op.shift) : [0, 0];
	const scratch = scratchOf(positions, headWidth);
	return {
		params,
		buffers,
		run(input) {
			const all = batchOf(input) * windows * heads;
			const { threads } = wasmEngine();
			// With few heads, the queries of each are shared out too.
			const wanted = threads === 1 ? 1 : Math.ceil((3 * threads) / all);
			const queries = upTo(Math.ceil(positions / wanted), BLOCK);
			const shares = Math.ceil(positions / queries);
			return launch({
				kernel: 'attention',
				reads: [input, ...buffers],
				words: ([at = 0, bias = 0, mask = 0], to) => [
					...[at, to, bias, mask, positions, heads, headWidth, floatWord(headWidth ** -0.5)],
					...[height, width, high, wide, down, across, shares, queries]
				],
				jobs: all * shares,
				scratch,
				out: [batchOf(input), ...out]
			});
		}
	};
}
