import {
	concat,
	div,
	maximum,
	mul,
	reshape,
	slice,
	sqrt,
	square,
	sum,
	tensor3d
} from '@tensorflow/tfjs-core';
import { headFactors, SHORTEST } from '../../plan/unit-heads.ts';
import { after, nth, through, type CompiledKernel, type KernelArguments } from './kernel.ts';

/** Each head's query and key at unit length, and its queries scaled. */
export function unitHeads({ op, x, values }: KernelArguments<'unitHeads'>): CompiledKernel {
	const width = (x.at(-1) ?? 0) / 3 / op.heads;
	const factors = tensor3d(headFactors(nth(values, 0), width), [1, 2 * op.heads, 1]);
	return {
		params: [],
		buffers: [factors],
		run(input) {
			const heads = reshape(input, [-1, 3 * op.heads, width]);
			const seeking = slice(heads, [0, 0, 0], [-1, 2 * op.heads, width]);
			const rest = slice(heads, [0, 2 * op.heads, 0], [-1, op.heads, width]);
			const lengths = through(
				seeking,
				(value) => square(value),
				(value) => sum(value, 2, true),
				(value) => sqrt(value),
				(value) => maximum(value, SHORTEST)
			);
			const units = after(div(seeking, lengths), seeking, lengths);
			const scaled = after(mul(units, factors), units);
			const all = after(concat([scaled, rest], 1), scaled, rest, heads);
			return after(reshape(all, [-1, ...x]), all);
		}
	};
}
