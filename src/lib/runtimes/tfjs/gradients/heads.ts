import {
	add,
	concat,
	div,
	maximum,
	mul,
	reshape,
	slice,
	sqrt,
	square,
	sub,
	sum,
	tensor3d,
	tensor4d
} from '@tensorflow/tfjs-core';
import { turnsOf } from '../../../arch/ops/rotary-turns.ts';
import { headFactors, SHORTEST } from '../../plan/unit-heads.ts';
import { after, nth } from '../kernels/kernel.ts';
import { swapped } from '../kernels/rotary.ts';
import { linearly, withInput, type GradientArguments, type GradientKernel } from './gradient.ts';

/** Queries and keys at unit length: what lies along them is lost. */
export function unitHeads({ op, x, values }: GradientArguments<'unitHeads'>): GradientKernel {
	const width = nth(x, x.length - 1) / 3 / op.heads;
	const factors = tensor3d(headFactors(nth(values, 0), width), [1, 2 * op.heads, 1]);
	return withInput(
		(dy, input) => {
			const [given, heads] = [dy, input].map((value) =>
				reshape(value, [-1, 3 * op.heads, width])
			) as [typeof dy, typeof dy];
			const seeking = slice(heads, [0, 0, 0], [-1, 2 * op.heads, width]);
			const g = mul(slice(given, [0, 0, 0], [-1, 2 * op.heads, width]), factors);
			const rest = slice(given, [0, 2 * op.heads, 0], [-1, op.heads, width]);
			const lengths = maximum(sqrt(sum(square(seeking), 2, true)), SHORTEST);
			const units = div(seeking, lengths);
			const across = sub(g, mul(units, sum(mul(g, units), 2, true)));
			return reshape(concat([div(across, lengths), rest], 1), [-1, ...x]);
		},
		[factors]
	);
}

/** Turned back: the other of each pair gives what it was given. */
export function rotary({ op, x, values }: GradientArguments<'rotary'>): GradientKernel {
	const { heads } = op;
	const [tokens, width] = [nth(x, 0), nth(x, 1) / 3 / heads];
	const { cos, sin } = turnsOf(op, width, values[0]);
	const apart = cos.length / tokens / width;
	const table = (of: Float32Array) => {
		const once = tensor4d(of, [1, tokens, apart, width]);
		return apart === 1 ? once : after(concat([once, once], 2), once);
	};
	const [cosines, sines] = [table(cos), table(sin)];
	return linearly(
		(dy) => {
			const all = reshape(dy, [-1, tokens, 3 * heads, width]);
			const seeking = slice(all, [0, 0, 0, 0], [-1, -1, 2 * heads, -1]);
			const rest = slice(all, [0, 0, 2 * heads, 0], [-1, -1, heads, -1]);
			const others = swapped(mul(seeking, sines), width, op.pairs === 'halves');
			return reshape(concat([add(mul(seeking, cosines), others), rest], 2), [-1, ...x]);
		},
		[cosines, sines]
	);
}
