import { finishCode } from './finish.ts';
import {
	added,
	alongDepth,
	inputs,
	lines,
	MATRIX_SIZES,
	matrixKey,
	matrixReads,
	type Matrix
} from './matrix.ts';
import { QUAD } from './quads.ts';
import { typeOf, type Source } from './program.ts';

/** What a thread of a quad computes: so many rows and columns, in lanes. */
export type QuadShape = Readonly<{
	rows: number;
	columns: number;
	/** Steps along the depth that it takes at once: the depth must divide by it. */
	ahead: number;
}>;

/** Rows that a tile may have, and columns: more reads are shared, and there is more to compile. */
const ROWS = [28, 25, 20, 17, 16, 14, 13, 12, 10, 8, 7, 4, 2, 1];
const COLUMNS = [3, 2];
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
 * inputs. Sizes in lanes.
 */
export function quadShape(
	{ lanes, gathers }: Matrix,
	rows: number,
	{ columns, groupColumns, depth }: Readonly<Record<'columns' | 'groupColumns' | 'depth', number>>
): QuadShape | null {
	const fitting = COLUMNS.filter(
		(count) => !gathers || groupColumns >= columns || groupColumns % (QUAD * count) === 0
	);
	const across = cheapest(fitting, columns / QUAD, COLUMN_COST);
	if (lanes !== 4 || across === undefined) return null;
	const down = cheapest(ROWS, rows, ROW_COST) ?? 1;
	return { rows: down, columns: across, ahead: depth % 2 === 0 ? 2 : 1 };
}

/**
 * As the register tile, for four threads together: each reads a quarter of the rows and tells the
 * others. On processors that play a GPU in software, a read costs as much as a dozen products, and
 * what the threads of a quad tell each other costs next to nothing.
 *
 * Threads beyond the last row or column compute the last one again and store nothing: all of a quad
 * must be there to be told.
 */
export function quadTile(matrix: Matrix, { rows, columns: wide, ahead }: QuadShape): Source {
	const { xLanes, lanes, bias, finish } = matrix;
	const type = typeOf(lanes);
	const each = Math.ceil(rows / QUAD);
	const columns = (line: (c: number) => string): string => lines(wide, line);
	const span = QUAD * wide;
	const steps = Array.from({ length: ahead }, (_, s) => s);
	const read = steps.map(
		(s) => `${columns(
			(c) => `${lines(xLanes, (i) => `let w${c}_${s}_${i} = weight[place${c} + ${i} * panel];`)}
		place${c} += ${xLanes} * panel;`
		)}
		${lines(each, (j) => `let own${j}_${s} = ${inputs(matrix, j, s)};`)}`
	);
	/** A sum is a place in memory here as well: several steps before it is stored again. */
	const grown = (sum: string, c: number): string =>
		steps.reduce((inner, s) => added(matrix, inner, `v${s}`, `w${c}_${s}_`), sum);
	const code = `${read.join('\n')}
		${lines(
			rows,
			(r) => `{
			${lines(ahead, (s) => `let v${s} = quadBroadcast(own${Math.trunc(r / QUAD)}_${s}, ${r % QUAD}u);`)}
			${columns((c) => `sums${c}[${r}] = ${grown(`sums${c}[${r}]`, c)};`)}
		}`
		)}`;
	return {
		key: `matrix-quad${rows}-${wide}-${ahead}-${matrixKey(matrix)}`,
		group: 64,
		enables: 'subgroups',
		reads: matrixReads(matrix),
		lanes,
		sizes: MATRIX_SIZES,
		code: `
${finishCode(finish, lanes)}
fn main(index : i32) {
	let across = (uniforms.columns + ${span - 1}) / ${span} * ${QUAD};
	let first = index / across * ${rows};
	let member = index % ${QUAD};
	let left = index % across / ${QUAD} * ${span} + member;
	let panel = uniforms.panel;
	${columns(
		(c) => `
	let column${c} = min(left + ${c * QUAD}, uniforms.columns - 1);
	let start${c} = ${bias ? `bias[column${c}]` : `${type}(0.0)`};
	var sums${c} : array<${type}, ${rows}>;
	for (var r = 0; r < ${rows}; r++) { sums${c}[r] = start${c}; }
	var place${c} = (column${c} / panel) * panel * uniforms.length + column${c} % panel;`
	)}
	let column = column0;
	${alongDepth(matrix, each, (j) => `first + ${j * QUAD} + member`, { code, ahead })}
	${columns(
		(c) => `
	if (left + ${c * QUAD} < uniforms.columns) {
		var goal = first * uniforms.columns + column${c};
		for (var r = 0; r < min(${rows}, uniforms.rows - first); r++) {
			result[goal] = finish(sums${c}[r], goal);
			goal += uniforms.columns;
		}
	}`
	)}
}`
	};
}

/** Threads for so many rows and columns, in lanes. */
export const quadThreads = (shape: QuadShape, rows: number, columns: number): number =>
	Math.ceil(rows / shape.rows) * Math.ceil(columns / (QUAD * shape.columns)) * QUAD;
