import { sidesOf, type LayerOp, type PerAxis, type Shape } from '../../../arch/net.ts';
import { attentionSizes, isShifted } from '../../../arch/ops/attention.ts';
import { biasRow, HIDDEN, shiftRegions } from '../../../arch/ops/window-positions.ts';
import {
	add,
	multiply,
	node,
	outputOf,
	reshape,
	scalar,
	transpose,
	type Expression
} from '../expression.ts';
import type { OnnxRow } from './operation.ts';

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

		let rows = x;
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
			const table = weight('relative_position_bias_table');
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
		if (window === null) return joined;
		const apart = reshape(joined, [-1, down, across, high, wide, depth]);
		return reshape(transpose(apart, SWAP), [-1, height, width, depth]);
	}
};
