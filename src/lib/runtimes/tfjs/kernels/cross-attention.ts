import { mul, reshape, softmax, split, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { after, stateless, through, type KernelArguments, type CompiledKernel } from './kernel.ts';
import { pairwise } from './products.ts';

/** Softmax attention of queries `[Q, C]` to packed keys and values `[N, 2C]`, with explicit products. */
export function crossAttention({
	op: { heads },
	x: [queries = 0, depth = 0],
	backend
}: KernelArguments<'crossAttention'>): CompiledKernel {
	const headWidth = depth / heads;
	/** From tokens with so many heads side by side to rows of tokens, head by head. */
	const byHead = (x: Tensor, tokens: number, parts: number): Tensor =>
		through(
			x,
			(value) => reshape(value, [-1, tokens, parts * heads, headWidth]),
			(value) => transpose(value, [0, 2, 1, 3])
		);

	return stateless((query, packed) => {
		if (!packed) throw new Error('cross attention takes keys and values beside its queries');
		const [, keys = 0] = packed.shape;
		const apart = byHead(packed, keys, 2);
		const [key, value] = split(apart, 2, 1).map((part) =>
			after(reshape(part, [-1, keys, headWidth]), part)
		) as [Tensor, Tensor];
		apart.dispose();
		const asked = byHead(query, queries, 1);
		const scaled = after(
			through(
				asked,
				(part) => mul(part, headWidth ** -0.5),
				(part) => reshape(part, [-1, queries, headWidth])
			),
			asked
		);
		const scores = after(pairwise(backend, scaled, key, true), scaled, key);
		const shares = after(softmax(scores), scores);
		const seen = after(pairwise(backend, shares, value), shares, value);
		const joined = through(
			seen,
			(heading) => reshape(heading, [-1, heads, queries, headWidth]),
			(heading) => transpose(heading, [0, 2, 1, 3]),
			(heading) => reshape(heading, [-1, queries, depth])
		);
		return after(joined, seen);
	});
}
