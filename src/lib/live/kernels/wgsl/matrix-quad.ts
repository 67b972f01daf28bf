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

/** Columns of a thread, in lanes: what it is told of a row serves all of them. */
const WIDE = 2;
const COLUMNS = QUAD * WIDE;

/** Whether the columns of a quad always see the same inputs: those of one group. */
export const fitsQuads = ({ lanes }: Matrix, groups: number, groupColumns: number): boolean =>
	lanes === 4 && (groups === 1 || groupColumns % COLUMNS === 0);

/**
 * As the register tile, for four threads together: each reads a quarter of the rows and tells the
 * others. On processors that play a GPU in software, a read costs as much as a dozen products, and
 * what the threads of a quad tell each other costs next to nothing.
 *
 * Threads beyond the last row or column compute the last one again and store nothing: all of a quad
 * must be there to be told.
 */
export function quadTile(matrix: Matrix, rows: number): Source {
	const { xLanes, lanes, bias, finish } = matrix;
	const type = typeOf(lanes);
	const each = Math.ceil(rows / QUAD);
	const columns = (line: (c: number) => string): string => lines(WIDE, line);
	const step = `${columns(
		(c) => `${lines(xLanes, (i) => `let w${c}_${i} = weight[place${c} + ${i} * panel];`)}
		place${c} += ${xLanes} * panel;`
	)}
		${lines(each, (j) => `let own${j} = ${inputs(matrix, j)};`)}
		${lines(
			rows,
			(r) => `{
			let v = quadBroadcast(own${Math.trunc(r / QUAD)}, ${r % QUAD}u);
			${columns((c) => `sum${r}_${c} = ${added(matrix, `sum${r}_${c}`, `w${c}_`)};`)}
		}`
		)}`;
	return {
		key: `matrix-quad${rows}-${matrixKey(matrix)}`,
		group: 64,
		enables: 'subgroups',
		reads: matrixReads(matrix),
		lanes,
		sizes: MATRIX_SIZES,
		code: `
${finishCode(finish, lanes)}
fn main(index : i32) {
	let across = (uniforms.columns + ${COLUMNS - 1}) / ${COLUMNS} * ${QUAD};
	let first = index / across * ${rows};
	let member = index % ${QUAD};
	let left = index % across / ${QUAD} * ${COLUMNS} + member;
	let panel = uniforms.panel;
	${columns(
		(c) => `
	let column${c} = min(left + ${c * QUAD}, uniforms.columns - 1);
	let start${c} = ${bias ? `bias[column${c}]` : `${type}(0.0)`};
	${lines(rows, (r) => `var sum${r}_${c} = start${c};`)}
	var place${c} = (column${c} / panel) * panel * uniforms.length + column${c} % panel;`
	)}
	let column = column0;
	${alongDepth(matrix, each, (j) => `first + ${j * QUAD} + member`, step)}
	${columns(
		(c) => `
	if (left + ${c * QUAD} < uniforms.columns) {
		var goal = first * uniforms.columns + column${c};
		${lines(rows, (r) => `if (first + ${r} < uniforms.rows) { result[goal] = finish(sum${r}_${c}, goal); goal += uniforms.columns; }`)}
	}`
	)}
}`
	};
}

/** Threads for so many rows and columns of four. */
export const quadThreads = (tile: number, rows: number, columns: number): number =>
	Math.ceil(rows / tile) * Math.ceil(columns / COLUMNS) * QUAD;
