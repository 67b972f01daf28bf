import {
	add,
	concat,
	mul,
	reshape,
	softmax,
	split,
	sub,
	sum,
	transpose,
	type Tensor
} from '@tensorflow/tfjs-core';
import { attentionSizes } from '../../../arch/ops/attention.ts';
import type { BackendName } from '../../backends.ts';
import { biases, windowing } from '../kernels/attention.ts';
import { pairwise } from '../kernels/products.ts';
import { withInput, type GradientArguments, type GradientKernel } from './gradient.ts';

/** One head of one window each, `[heads, positions, channels]`. */
type Heads = Readonly<{ query: Tensor; key: Tensor; value: Tensor }>;

const upright = (x: Tensor): Tensor => transpose(x, [0, 2, 1]);

/**
 * Back through softmax(query · key / √d + bias) · value.
 *
 * @param biased adds what belongs to each score
 */
function headsBack(
	dy: Tensor,
	{ query, key, value }: Heads,
	backend: BackendName,
	biased: (scores: Tensor) => Tensor
): Heads {
	const scale = (query.shape[2] ?? 1) ** -0.5;
	const shares = softmax(biased(mul(pairwise(backend, query, key, true), scale)));
	const given = pairwise(backend, dy, value, true);
	const level = sum(mul(given, shares), -1, true);
	const scores = mul(mul(shares, sub(given, level)), scale);
	return {
		query: pairwise(backend, scores, key),
		key: pairwise(backend, upright(scores), query),
		value: pairwise(backend, upright(shares), dy)
	};
}

const rows = (x: Tensor, positions: number, width: number): Tensor =>
	reshape(x, [-1, positions, width]);

export function attention(args: GradientArguments<'attention'>): GradientKernel {
	const { op, x, backend } = args;
	const { windows, positions, heads, headWidth, depth } = attentionSizes(op, x);
	const [packing, giving] = [windowing(op, x, 3 * depth), windowing(op, x, depth)];
	const { params, buffers } = biases(args);
	const through = (value: Tensor, steps: readonly ((value: Tensor) => Tensor)[]): Tensor =>
		steps.reduce((last, step) => step(last), value);
	/** From windows of tokens to heads, `[windows, heads, positions, headWidth]`. */
	const byHead = (value: Tensor, count: number): Tensor =>
		transpose(reshape(value, [-1, positions, count, headWidth]), [0, 2, 1, 3]);
	const biased = (scores: Tensor): Tensor => {
		if (buffers.length === 0) return scores;
		const flat = reshape(scores, [-1, windows, heads, positions * positions]);
		return reshape(
			buffers.reduce((total, bias) => add(total, bias), flat),
			scores.shape
		);
	};
	return withInput(
		(dy, input) => {
			const packed = byHead(through(input, packing.into), 3 * heads);
			const [query, key, value] = split(packed, 3, 1).map((part) =>
				rows(part, positions, headWidth)
			) as [Tensor, Tensor, Tensor];
			const given = rows(byHead(through(dy, giving.into), heads), positions, headWidth);
			const back = headsBack(given, { query, key, value }, backend, biased);
			const parts = [back.query, back.key, back.value].map((part) =>
				reshape(part, [-1, heads, positions, headWidth])
			);
			const tokens = transpose(concat(parts, 1), [0, 2, 1, 3]);
			return through(reshape(tokens, [-1, positions, 3 * depth]), packing.back);
		},
		[...params, ...buffers]
	);
}

/** From queries `[Q, C]` and packed keys and values `[N, 2C]`. */
export function crossAttention({
	op: { heads },
	x: [queries = 0, depth = 0],
	shapes: [, [keys = 0] = []],
	backend
}: GradientArguments<'crossAttention'>): GradientKernel {
	const headWidth = depth / heads;
	const byHead = (value: Tensor, tokens: number, parts: number): Tensor =>
		transpose(reshape(value, [-1, tokens, parts * heads, headWidth]), [0, 2, 1, 3]);
	const together = (parts: readonly Tensor[], tokens: number): Tensor => {
		const all = concat(
			parts.map((part) => reshape(part, [-1, heads, tokens, headWidth])),
			1
		);
		return reshape(transpose(all, [0, 2, 1, 3]), [-1, tokens, parts.length * depth]);
	};
	return {
		params: [],
		inputs(dy, [asked, packed]) {
			if (!asked || !packed) throw new Error('this gradient needs what went in');
			const [key, value] = split(byHead(packed, keys, 2), 2, 1).map((part) =>
				rows(part, keys, headWidth)
			) as [Tensor, Tensor];
			const query = rows(byHead(asked, queries, 1), queries, headWidth);
			const given = rows(byHead(dy, queries, 1), queries, headWidth);
			const back = headsBack(given, { query, key, value }, backend, (scores) => scores);
			return [together([back.query], queries), together([back.key, back.value], keys)];
		}
	};
}
