import type { LayerOp } from '../../../arch/net.ts';
import { FREQUENCIES, headWidthOf } from '../../../arch/ops/rotary.ts';
import { turnsOf } from '../../../arch/ops/rotary-turns.ts';
import { add, concat, multiply, node, reshape, slice, type Expression } from '../expression.ts';
import type { OnnxRow, Taken } from './operation.ts';

type Rotary = LayerOp<'rotary'>;

const constant = (name: string, shape: readonly number[], values: () => ArrayLike<number>) =>
	({ kind: 'constant', name, type: 'float', shape, values }) as const;

/** Of the patches: columns, then rows. */
const placesOf = ({ grid: [rows, columns] }: Rotary): Expression =>
	constant(`rotary_places/${rows}x${columns}`, [rows * columns, 2], () =>
		Array.from({ length: 2 * rows * columns }, (_, i) => {
			const patch = Math.floor(i / 2);
			return i % 2 === 0 ? patch % columns : Math.floor(patch / columns);
		})
	);

/** Cosines and sines of the patches' angles as learned, `[patches, heads, width]`. */
function learnedTables(
	op: Rotary,
	width: number,
	block: number,
	weight: Taken<'rotary'>['weight']
) {
	const flat = [2, -1];
	const own = reshape(slice(weight(FREQUENCIES), 1, block, block + 1), flat);
	const angles = node('MatMul', [placesOf(op), own]);
	const patches = op.grid[0] * op.grid[1];
	const both = (x: Expression, signs: readonly [number, number]): Expression => {
		const halves = op.pairs === 'halves';
		const pairs = reshape(
			x,
			halves ? [patches, op.heads, 1, width / 2] : [patches, op.heads, width / 2, 1]
		);
		const parts = signs.map((sign) => (sign < 0 ? node('Neg', [pairs]) : pairs));
		return reshape(concat(parts, halves ? 2 : 3), [patches, op.heads, width]);
	};
	return { cos: both(node('Cos', [angles]), [1, 1]), sin: both(node('Sin', [angles]), [-1, 1]) };
}

/** The same where they follow from the design, `[patches, 1, width]`. */
function fixedTables(op: Rotary, width: number) {
	const name = [
		op.grid.join('x'),
		width,
		op.pairs,
		...Object.values(op.angles).map((value) => JSON.stringify(value))
	].join('_');
	const shape = [op.grid[0] * op.grid[1], 1, width];
	const turns = () => turnsOf({ ...op, skip: 0 }, width);
	return {
		cos: constant(`rotary_cosines/${name}`, shape, () => turns().cos),
		sin: constant(`rotary_sines/${name}`, shape, () => turns().sin)
	};
}

/** Queries and keys of the patches turned pair by pair; values, and tokens before the patches, stay. */
export const rotary: OnnxRow<'rotary'> = {
	layout: 'channels last',
	write({ op, in: x, x: value, weight }) {
		const { heads, skip, angles } = op;
		const [tokens = 0] = x;
		const width = headWidthOf(op, x);
		const { cos, sin } =
			'learned' in angles
				? learnedTables(op, width, angles.learned.block, weight)
				: fixedTables(op, width);
		const all = reshape(value, [-1, tokens, 3 * heads, width]);
		const patches = slice(all, 1, skip, tokens);
		const part = (index: number) => slice(patches, 2, index * heads, (index + 1) * heads);
		const turned = (rows: Expression): Expression => {
			const apart = op.pairs === 'halves' ? [2, width / 2] : [width / 2, 2];
			const pairs = reshape(rows, [-1, tokens - skip, heads, ...apart]);
			const axis = op.pairs === 'halves' ? 3 : 4;
			const swapped = concat([slice(pairs, axis, 1, 2), slice(pairs, axis, 0, 1)], axis);
			const others = reshape(swapped, [-1, tokens - skip, heads, width]);
			return add(multiply(rows, cos), multiply(others, sin));
		};
		const moved = concat([turned(part(0)), turned(part(1)), part(2)], 2);
		const joined = skip === 0 ? moved : concat([slice(all, 1, 0, skip), moved], 1);
		return reshape(joined, [-1, ...x]);
	}
};
