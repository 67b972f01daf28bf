import {
	add as tfAdd,
	concat as tfConcat,
	mul as tfMul,
	reshape,
	slice as tfSlice,
	sub as tfSub,
	type Tensor
} from '@tensorflow/tfjs-core';
import { nth, stateless, through, type CompiledKernel, type KernelArguments } from './kernel.ts';

const joining = (combine: (a: Tensor, b: Tensor) => Tensor) => (): CompiledKernel =>
	stateless((x, ...others) =>
		through(x, ...others.map((other) => (value: Tensor) => combine(value, other)))
	);

/** One value for each channel, as a map or a row of tokens of one position. */
function alongside(x: Tensor, rank: number): Tensor {
	if (x.rank >= rank) return x;
	const ones = new Array<number>(rank - x.rank).fill(1);
	return reshape(x, [nth(x.shape, 0), ...ones, ...x.shape.slice(1)]);
}

/** One value for each channel holds at all positions. */
export function product(a: Tensor, b: Tensor): Tensor {
	const rank = Math.max(a.rank, b.rank);
	const [left, right] = [alongside(a, rank), alongside(b, rank)];
	const result = tfMul(left, right);
	if (left !== a) left.dispose();
	if (right !== b) right.dispose();
	return result;
}

export const add = joining(tfAdd);
export const subtract = joining(tfSub);
export const mul = joining(product);

export const concat = (): CompiledKernel => stateless((...values) => tfConcat(values, -1));

export const slice = ({ op: { from, to } }: KernelArguments<'slice'>): CompiledKernel =>
	stateless((x) => {
		const before = x.shape.slice(0, -1);
		return tfSlice(x, [...before.map(() => 0), from], [...before, to - from]);
	});
