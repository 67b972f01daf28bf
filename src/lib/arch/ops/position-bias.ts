import { sidesOf, type LayerOp } from '../net.ts';
import {
	channels,
	elementwise,
	ShapeMismatch,
	type OpRule,
	type Term,
	type Weight
} from './rule.ts';

/** What attention in windows adds to its scores for each relative position. */

type Attention = LayerOp<'attention'>;

/** Hidden channels of the MLP that makes a continuous bias (Swin V2, arXiv 2111.09883). */
export const HIDDEN_CHANNELS = 512;

/** Relative positions in a window. */
export function distances({ window }: Attention): number {
	const [high, wide] = sidesOf(window ?? 1);
	return (2 * high - 1) * (2 * wide - 1);
}

/** The MLP's two linear layers, the second without a bias. */
export const continuousWeights = (heads: number): readonly Weight[] => [
	{ name: 'cpb_mlp.0.weight', shape: [HIDDEN_CHANNELS, 2] },
	{ name: 'cpb_mlp.0.bias', shape: [HIDDEN_CHANNELS] },
	{ name: 'cpb_mlp.2.weight', shape: [heads, HIDDEN_CHANNELS] }
];

/** Multiply-accumulates of the MLP, which runs once for all windows. */
export function biasTerms(op: Attention): readonly Term[] {
	if (!op.continuous) return [];
	const positions = { symbol: 'distances', value: distances(op) };
	const hidden = { symbol: 'hidden', value: HIDDEN_CHANNELS };
	return [
		[positions, { symbol: 'axes', value: 2 }, hidden],
		[positions, hidden, { symbol: 'heads', value: op.heads }]
	];
}

/** The same as numbers, one for each of the two layers. */
export const linearTerms = (op: Attention): readonly number[] =>
	op.continuous ? [2, op.heads].map((size) => distances(op) * HIDDEN_CHANNELS * size) : [];

/** The same in all. */
export const biasMacs = (op: Attention): number => linearTerms(op).reduce((sum, n) => sum + n, 0);

/** Output elements of the MLP's linear layers. */
export const biasActivations = (op: Attention): number =>
	op.continuous ? distances(op) * (HIDDEN_CHANNELS + op.heads) : 0;

/** Each head's query and key at unit length, and its queries scaled. */
export const unitHeads: OpRule<'unitHeads'> = {
	...elementwise('norm', 'unit queries and keys', 'normalize', {
		positions: 'own',
		channelsLast: true
	}),
	shape(op, x) {
		const width = channels(x) / 3 / op.heads;
		if (!Number.isInteger(width))
			throw new ShapeMismatch(
				'channels',
				`${op.heads} heads do not divide ${channels(x) / 3} channels`
			);
		return x;
	},
	weights: ({ heads }) => [{ name: '../logit_scale', shape: [heads, 1, 1] }]
};
