import { add, concat, mul, reshape, slice, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { turnsOf } from '../../../arch/ops/rotary-turns.ts';
import { after, nth, type CompiledKernel, type KernelArguments } from './kernel.ts';

/** Each channel in the place of the other of its pair. */
export function swapped(x: Tensor, width: number, halves: boolean): Tensor {
	const pairs = reshape(x, halves ? [-1, 2, width / 2] : [-1, width / 2, 2]);
	const axis = halves ? 1 : 2;
	const part = (index: number) => {
		const begin = [0, 0, 0];
		const size = [-1, -1, -1];
		begin[axis] = index;
		size[axis] = 1;
		return slice(pairs, begin, size);
	};
	const [one, other] = [part(0), part(1)];
	const joined = after(concat([other, one], axis), one, other, pairs);
	return after(reshape(joined, x.shape), joined);
}

/** Queries and keys turned pair by pair; values stay. */
export function rotary({ op, x, values }: KernelArguments<'rotary'>): CompiledKernel {
	const { heads } = op;
	const [tokens, width] = [nth(x, 0), nth(x, 1) / 3 / heads];
	const { cos, sin } = turnsOf(op, width, values[0]);
	const apart = cos.length / tokens / width;
	// Keys are turned as queries are.
	const table = (of: Float32Array): Tensor => {
		const once = tensor4d(of, [1, tokens, apart, width]);
		return apart === 1 ? once : after(concat([once, once], 2), once);
	};
	const [cosines, sines] = [table(cos), table(sin)];
	return {
		params: [],
		buffers: [cosines, sines],
		run(input) {
			const all = reshape(input, [-1, tokens, 3 * heads, width]);
			const seeking = slice(all, [0, 0, 0, 0], [-1, -1, 2 * heads, -1]);
			const rest = slice(all, [0, 0, 2 * heads, 0], [-1, -1, heads, -1]);
			const others = swapped(seeking, width, op.pairs === 'halves');
			const stay = after(mul(seeking, cosines), seeking);
			const move = after(mul(others, sines), others);
			const turned = after(add(stay, move), stay, move);
			const joined = after(concat([turned, rest], 2), turned, rest, all);
			return after(reshape(joined, [-1, ...x]), joined);
		}
	};
}
