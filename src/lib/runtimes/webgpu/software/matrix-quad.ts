import { epilogueCode } from '../wgsl/epilogue.ts';
import { lines } from '../wgsl/unroll.ts';
import {
	alongDepth,
	inputs,
	MATRIX_SIZES,
	matrixKey,
	matrixReads,
	type Matrix
} from '../wgsl/matrix.ts';
import { QUAD, swapped } from './quads.ts';
import type { ShaderSource } from '../wgsl/program.ts';
import { typeOf } from '../wgsl/vector-width.ts';

/** What a thread of a quad computes: so many rows and columns, in vectors. */
export type QuadShape = Readonly<{
	/** A multiple of four. */
	rows: number;
	columns: number;
	/** Steps along the depth that it takes at once: the depth must divide by it. */
	ahead: number;
}>;

/** Rows that a tile may have, and columns: more reads are shared, and there is more to compile. */
const ROWS = [28, 24, 20, 16, 12, 8, 4];
const COLUMNS = [4, 3, 2];
/** Steps along the depth taken at once, the best first: sums are stored less often. */
const AHEAD = { 4: [2, 3], 1: [8, 7, 6, 5, 4, 3, 2] } as const;
/** What a tile costs beside its products, in rows and in columns: reading for them. */
const ROW_COST = 6;
const COLUMN_COST = 0.8;

/** The size of which tiles cost least for a whole, the last one being partly empty. */
function cheapest(sizes: readonly number[], whole: number, cost: number): number | undefined {
	const total = (size: number): number => Math.ceil(whole / size) * (size + cost);
	return [...sizes].sort((a, b) => total(a) - total(b))[0];
}

/**
 * The shape for so many rows, or `null` where a quad would span groups, whose columns see different
 * inputs. Sizes in vectors.
 *
 * @param least whether the shape that compiles soonest will do
 */
export function quadShape(
	{ xVectorWidth, vectorWidth, gathers }: Matrix,
	rows: number,
	{ columns, groupColumns, depth }: Readonly<Record<'columns' | 'groupColumns' | 'depth', number>>,
	least = false
): QuadShape | null {
	const fitting = COLUMNS.filter(
		(count) => !gathers || groupColumns >= columns || groupColumns % (QUAD * count) === 0
	);
	const across = least ? fitting.at(-1) : cheapest(fitting, columns / QUAD, COLUMN_COST);
	if (vectorWidth !== 4 || across === undefined) return null;
	if (least) return { rows: QUAD, columns: across, ahead: 1 };
	const down = cheapest(ROWS, rows, ROW_COST) ?? QUAD;
	const ahead = AHEAD[xVectorWidth].find((steps) => depth % steps === 0) ?? 1;
	return { rows: down, columns: across, ahead };
}

/** Columns of a panel of the weights, in vectors: all that a quad needs lies together. */
export const quadPanel = ({ columns }: QuadShape): number => QUAD * columns;

/** Rows whose sums are in registers together: what they are multiplied with is read once for them. */
const TOGETHER = [
	[0, 1],
	[2, 3]
];

/**
 * Four threads together compute some rows of four times some columns. Each reads a quarter of the
 * rows, and gets the others by swapping, so that its n-th row is the one with its own number in the
 * quad, xor n. Weights are in a texture, in panels of the quad's columns.
 *
 * Made for processors that play a GPU in software, whose compilers have few registers and keep in
 * them what has lived longest. So all that lives long is in arrays, which stay in memory because
 * some index is not known to the compiler; registers are left to the sums of two rows at a time.
 *
 * Threads beyond the last row or column compute something and store nothing: all of a quad must be
 * there to swap.
 */
export function quadTile(matrix: Matrix, { rows, columns: wide, ahead }: QuadShape): ShaderSource {
	const { xVectorWidth, vectorWidth, bias, epilogue } = matrix;
	const [type, xType] = [typeOf(vectorWidth), typeOf(xVectorWidth)];
	const quarter = rows / QUAD;
	const span = QUAD * wide;
	const parts = xVectorWidth === 4 ? ['.x', '.y', '.z', '.w'] : [''];
	const columns = (line: (c: number) => string): string => lines(wide, line);

	const read = `
		${lines(ahead * xVectorWidth, (k) => columns((c) => `weights[${k * wide + c}] = weightAt(place + ${k * span + c * QUAD});`))}
		place += ${ahead * xVectorWidth * span};
		${lines(quarter, (j) => lines(ahead, (s) => `own[${j * ahead + s}] = ${inputs(matrix, j, s)};`))}`;

	/** Adds to the sums of some rows of the j-th four, in one column. */
	const grown = (j: number, members: readonly number[], c: number): string => {
		const sum = (m: number): string => `sums${c}[${j * QUAD + m}]`;
		const each = (line: (m: number) => string): string => members.map(line).join(' ');
		const step = (s: number): string =>
			parts
				.map((part, i) => {
					const value = `own[${j * ahead + s}]${part}`;
					return `{ let w = weights[${(s * xVectorWidth + i) * wide + c}];
					${each((m) => `let v${m} = ${swapped(value, m)};`)}
					${each((m) => `sum${m} = fma(${type}(v${m}), w, sum${m});`)} }`;
				})
				.join('\n');
		return `{
			${each((m) => `var sum${m} = ${sum(m)};`)}
			${lines(ahead, step)}
			${each((m) => `${sum(m)} = sum${m};`)}
		}`;
	};
	const code = `${read}
		${lines(quarter, (j) => TOGETHER.map((members) => columns((c) => grown(j, members, c))).join('\n'))}`;

	return {
		key: `matrix-quad${rows}-${wide}-${ahead}-${matrixKey(matrix)}`,
		group: 4 * QUAD,
		enables: 'subgroups',
		reads: matrixReads(matrix, true),
		vectorWidth,
		sizes: MATRIX_SIZES,
		code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	let across = (uniforms.columns + ${span - 1}) / ${span};
	let tile = index / ${QUAD} % across;
	let first = index / (across * ${QUAD}) * ${rows};
	let member = index % ${QUAD};
	let left = tile * ${span} + member;
	let column = min(left, uniforms.columns - 1);
	var place = tile * ${span} * uniforms.length + member;
	var weights : array<${type}, ${ahead * xVectorWidth * wide}>;
	var own : array<${xType}, ${quarter * ahead}>;
	${columns((c) => `var sums${c} : array<${type}, ${rows}>;`)}
	if (uniforms.rows < 0) {
		weights[uniforms.rows] = ${type}(0.0);
		own[uniforms.rows] = ${xType}(0.0);
	}
	${alongDepth(matrix, quarter, (j) => `first + ${j * QUAD} + member`, { code, ahead })}
	${columns(
		(c) => `
	if (left + ${c * QUAD} < uniforms.columns) {
		let start = ${bias ? `bias[left + ${c * QUAD}]` : `${type}(0.0)`};
		for (var r = 0; r < ${rows}; r++) {
			let row = first + (r ^ member);
			if (row < uniforms.rows) {
				let goal = row * uniforms.columns + left + ${c * QUAD};
				result[goal] = epilogue(start + sums${c}[r], goal);
			}
		}
	}`
	)}
}`
	};
}

/** Threads for so many rows and columns, in vectors. */
export const quadThreads = (shape: QuadShape, rows: number, columns: number): number =>
	Math.ceil(rows / shape.rows) * Math.ceil(columns / (QUAD * shape.columns)) * QUAD;
