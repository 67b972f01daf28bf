import { multiply, node, outputOf, reshape, scalar, transpose } from '../expression.ts';
import type { OnnxRow } from './operation.ts';

/** Softmax attention of queries to keys and values that lie side by side in the channels. */
export const crossAttention: OnnxRow<'crossAttention'> = {
	layout: null,
	write({ op: { heads }, in: [queries = 0, depth = 0], x, others: [packed = x] }) {
		const headWidth = depth / heads;
		const both = node('Split', [packed], { axis: { int: 2 } }, 2);
		const part = (index: number, order: readonly number[]) =>
			transpose(reshape(outputOf(both, index), [0, 0, heads, headWidth]), order);
		const apart = transpose(reshape(x, [0, queries, heads, headWidth]), [0, 2, 1, 3]);
		const scores = node('MatMul', [
			multiply(apart, scalar(headWidth ** -0.5)),
			part(0, [0, 2, 3, 1])
		]);
		const shares = node('Softmax', [scores], { axis: { int: -1 } });
		const seen = node('MatMul', [shares, part(1, [0, 2, 1, 3])]);
		return reshape(transpose(seen, [0, 2, 1, 3]), [0, queries, depth]);
	}
};
