import { sidesOf, type LayerOp, type PerAxis, type Shape } from '../../../arch/net.ts';
import { attentionSizes, isShifted } from '../../../arch/ops/attention.ts';
import { distances } from '../../../arch/ops/position-bias.ts';
import { biasRow, HIDDEN, logDistances, shiftRegions } from '../../../arch/ops/window-positions.ts';
import {
	add,
	concat,
	multiply,
	node,
	outputOf,
	reduce,
	reshape,
	scalar,
	slice,
	transpose,
	type Expression
} from '../expression.ts';
import type { OnnxRow, Taken } from './operation.ts';

/** Side by side, rows of windows and positions in them trade places with one another. */
const SWAP = [0, 1, 3, 2, 4, 5];

const nameOf = (value: PerAxis): string =>
	typeof value === 'number' ? String(value) : value.join('x');

/**
 * Row of the bias table for every query and key of a window, `[N, N]`. It is a difference, so it is
 * written as what queries and keys have a part in it: large windows have tables of gigabytes.
 */
function biasIndex(window: PerAxis): Expression {
	const sides = sidesOf(window);
	const positions = sides[0] * sides[1];
	const rows = Array.from({ length: positions }, (_, at) => biasRow(at, 0, sides));
	const part = (name: string, shape: Shape, values: readonly number[]): Expression => ({
		kind: 'constant',
		name: `${name}/${nameOf(window)}`,
		type: 'int64',
		shape,
		values: () => values
	});
	const queries = part('bias_row_of_query', [positions, 1], rows);
	const toKey = rows.map((row) => row - biasRow(0, 0, sides));
	return node('Sub', [queries, part('bias_rows_to_key', [1, positions], toKey)]);
}

const TABLE = 'relative_position_bias_table';

/** The table of a continuous bias: 16 sigmoid(MLP) of the distances, which runtimes compute once. */
function continuousTable(
	op: LayerOp<'attention'>,
	weight: Taken<'attention'>['weight']
): Expression {
	const trained = op.continuous?.trained ?? 0;
	const places: Expression = {
		kind: 'constant',
		name: `log_distances/${nameOf(op.window ?? 1)}_${trained}`,
		type: 'float',
		shape: [distances(op), 2],
		values: () => logDistances(sidesOf(op.window ?? 1), trained)
	};
	const by = (x: Expression, name: string) => node('MatMul', [x, transpose(weight(name), [1, 0])]);
	const hidden = add(by(places, 'cpb_mlp.0.weight'), weight('cpb_mlp.0.bias'));
	const bias = by(node('Relu', [hidden]), 'cpb_mlp.2.weight');
	return multiply(node('Sigmoid', [bias]), scalar(16));
}

/** Heads beside each other, `[positions, 3 heads, d]`: queries and keys at unit length, queries scaled. */
export const unitHeads: OnnxRow<'unitHeads'> = {
	layout: 'channels last',
	write({ op: { heads }, in: shape, x, weight }) {
		const width = (shape.at(-1) ?? 0) / 3 / heads;
		const rows = reshape(x, [-1, 3 * heads, width]);
		const part = (index: number) => slice(rows, 1, index * heads, (index + 1) * heads);
		const unit = (vectors: Expression): Expression => {
			const lengths = reduce('ReduceL2', vectors, [2], true);
			return node('Div', [vectors, node('Max', [lengths, scalar(1e-12)])]);
		};
		const logits = weight('../logit_scale', [heads, 1]);
		const factors = node('Exp', [node('Min', [logits, scalar(Math.log(100))])]);
		const queries = multiply(unit(part(0)), multiply(factors, scalar(Math.sqrt(width))));
		return reshape(concat([queries, unit(part(1)), part(2)], 1), [-1, ...shape]);
	}
};

/**
 * What to add to the scores of each window of a shifted map, `[windows, 1, N, N]`. It is written as
 * the regions that it follows from, `windows N` numbers, since a large map has masks of gigabytes.
 */
function shiftMask(op: LayerOp<'attention'>, x: Shape): Expression {
	const [height = 0, width = 0] = x;
	const { windows, positions } = attentionSizes(op, x);
	const [window, shift] = [op.window ?? 1, op.shift];
	const regions: Expression = {
		kind: 'constant',
		name: `shift_regions/${height}x${width}_${nameOf(window)}_${nameOf(shift)}`,
		type: 'float',
		shape: [windows, 1, positions, 1],
		values: () => shiftRegions([height, width], sidesOf(window), sidesOf(shift))
	};
	const others = transpose(regions, [0, 1, 3, 2]);
	return node('Where', [node('Equal', [regions, others]), scalar(0), scalar(HIDDEN)]);
}

/** Softmax attention from packed queries, keys and values; windows stand beside images in the batch. */
export const attention: OnnxRow<'attention'> = {
	layout: 'channels last',
	write({ op, in: shape, x, weight }) {
		const { windows, positions, heads, headWidth, depth } = attentionSizes(op, shape);
		const { window } = op;
		const [height = 0, width = 0] = shape;
		const [high, wide] = sidesOf(window ?? 1);
		const [down, across] = [height / high, width / wide];

		let rows = window === null && shape.length === 3 ? reshape(x, [-1, positions, 3 * depth]) : x;
		if (window !== null) {
			const apart = reshape(x, [-1, down, high, across, wide, 3 * depth]);
			rows = reshape(transpose(apart, SWAP), [-1, positions, 3 * depth]);
		}
		const packed = node('Split', [rows], { axis: { int: 2 } }, 3);
		const part = (index: number, order: readonly number[]) =>
			transpose(reshape(outputOf(packed, index), [0, positions, heads, headWidth]), order);
		const query = multiply(part(0, [0, 2, 1, 3]), scalar(headWidth ** -0.5));
		let scores: Expression = node('MatMul', [query, part(1, [0, 2, 3, 1])]);
		if (window !== null) {
			const table = op.continuous ? continuousTable(op, weight) : weight(TABLE);
			const bias = node('Gather', [table, biasIndex(window)], { axis: { int: 0 } });
			scores = add(scores, transpose(bias, [2, 0, 1]));
			if (isShifted(op)) {
				const apart = reshape(scores, [-1, windows, heads, positions, positions]);
				const masked = add(apart, shiftMask(op, shape));
				scores = reshape(masked, [-1, heads, positions, positions]);
			}
		}
		const shares = node('Softmax', [scores], { axis: { int: -1 } });
		const seen = node('MatMul', [shares, part(2, [0, 2, 1, 3])]);
		const joined = reshape(transpose(seen, [0, 2, 1, 3]), [0, positions, depth]);
		if (window === null)
			return shape.length === 3 ? reshape(joined, [-1, height, width, depth]) : joined;
		const apart = reshape(joined, [-1, down, across, high, wide, depth]);
		return reshape(transpose(apart, SWAP), [-1, height, width, depth]);
	}
};
