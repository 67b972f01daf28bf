import { epilogueCode } from './epilogue.ts';
import { lines } from './unroll.ts';
import { finished, matrixKey, matrixReads, MATRIX_SIZES, startOf, type Matrix } from './matrix.ts';
import type { ShaderSource } from './program.ts';
import { typeOf } from './vector-width.ts';

/** Neighbouring columns that a workgroup sums: as many as lie together in the weights. */
const COLUMNS = 4;
/** Threads that share a column. */
const SHARERS = 32;
const TEAM = COLUMNS * SHARERS;

/** Most rows of a team: each is a sum in every thread. */
export const TEAM_ROWS = 4;

/** Whether teams can compute it: rows that lie one after the other. */
export const fitsTeam = ({ gathers }: Matrix, rows: number): boolean =>
	!gathers && rows <= TEAM_ROWS;

/** Threads for so many columns. */
export const teamThreads = (columns: number): number => Math.ceil(columns / COLUMNS) * TEAM;

/**
 * For few rows: threads of a column share its depth and add their sums at the end, so that each weight is
 * read once and all of a GPU reads.
 */
export function teamRows(matrix: Matrix, rows: number): ShaderSource {
	const { xVectorWidth, vectorWidth, epilogue } = matrix;
	const type = typeOf(vectorWidth);
	const parts = xVectorWidth === 4 ? ['v.x', 'v.y', 'v.z', 'v.w'] : ['v'];
	const product = (r: number): string =>
		parts.reduce((sum, part, i) => `fma(${type}(${part}), w${i}, ${sum})`, `sum${r}`);
	return {
		key: `matrix-team${rows}-${matrixKey(matrix)}`,
		group: TEAM,
		reads: matrixReads(matrix),
		vectorWidth,
		sizes: MATRIX_SIZES,
		code: `
var<workgroup> sums : array<${type}, ${rows * TEAM}>;
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	let member = i32(localIndex);
	let sharer = member / ${COLUMNS};
	let own = index / ${TEAM} * ${COLUMNS} + member % ${COLUMNS};
	let column = min(own, uniforms.columns - 1);
	let panel = uniforms.panel;
	let place = (column / panel) * panel * uniforms.length + column % panel;
	${lines(rows, (r) => `var sum${r} = ${type}(0.0);`)}
	for (var k = sharer; k < uniforms.depth; k += ${SHARERS}) {
		${lines(parts.length, (i) => `let w${i} = weight[place + (k * ${parts.length} + ${i}) * panel];`)}
		${lines(rows, (r) => `{ let v = x[${r} * uniforms.depth + k]; sum${r} = ${product(r)}; }`)}
	}
	${lines(rows, (r) => `sums[${r * TEAM} + member] = sum${r};`)}
	for (var half = ${TEAM / 2}; half >= ${COLUMNS}; half = half / 2) {
		workgroupBarrier();
		if (member < half) {
			${lines(rows, (r) => `sums[${r * TEAM} + member] += sums[${r * TEAM} + member + half];`)}
		}
	}
	if (sharer > 0 || own >= uniforms.columns) { return; }
	let start = ${startOf(matrix, 'column')};
	${lines(rows, (r) => `{ let sum = start + sums[${r * TEAM} + member]; let goal = ${r} * uniforms.columns + column; result[goal] = ${finished(matrix, 'sum')}; }`)}
}`
	};
}
