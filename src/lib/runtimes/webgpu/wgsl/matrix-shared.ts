import { epilogueCode } from './epilogue.ts';
import { lines } from './unroll.ts';
import {
	apart,
	finished,
	MATRIX_SIZES,
	matrixKey,
	matrixReads,
	startOf,
	type Matrix
} from './matrix.ts';
import type { ShaderSource } from './program.ts';
import { typeOf } from './vector-width.ts';

/** Threads of a workgroup: `ACROSS` columns of four by `DOWN` groups of rows. */
const ACROSS = 16;
const DOWN = 8;
const TEAM = ACROSS * DOWN;
/** Inputs of four that are staged at once. */
const STEP = 4;

/** Four inputs of a row; zeros outside the map and beyond the last row. */
function load(matrix: Matrix): string {
	const { gathers, pads } = matrix;
	const zero = 'vec4<f32>(0.0)';
	if (!gathers)
		return `
fn load(row : i32, k : i32) -> vec4<f32> {
	if (row >= uniforms.rows || k >= uniforms.depth) { return ${zero}; }
	return x[row * uniforms.depth + k];
}`;
	const inside = 'u32(y) < u32(uniforms.height) && u32(x0) < u32(uniforms.width)';
	return `
fn load(row : i32, k : i32) -> vec4<f32> {
	let tap = k / uniforms.depth;
	if (row >= uniforms.rows || tap >= uniforms.kernelHeight * uniforms.kernelWidth) { return ${zero}; }
	let q = row % uniforms.positions;
	let y = (q / uniforms.outWidth) * uniforms.stride - uniforms.top + ${apart(matrix, '(tap / uniforms.kernelWidth)')};
	let x0 = (q % uniforms.outWidth) * uniforms.stride - uniforms.left + ${apart(matrix, '(tap % uniforms.kernelWidth)')};
	${pads ? `if (!(${inside})) { return ${zero}; }` : ''}
	let line = (row / uniforms.positions) * uniforms.height + y;
	return x[(line * uniforms.width + x0) * uniforms.channels + k % uniforms.depth];
}`;
}

/** Whether a shared tile can compute it: vectors of four everywhere, and no groups. */
export const fitsShared = ({ xVectorWidth, vectorWidth }: Matrix, groups: number): boolean =>
	xVectorWidth === 4 && vectorWidth === 4 && groups === 1;

/**
 * A workgroup stages parts of both matrices in shared memory, and each thread sums a column of four
 * in `rows / 8` rows: on a GPU the fewest reads of global memory.
 *
 * @param rows of a tile, a multiple of 8
 */
export function sharedTile(matrix: Matrix, rows: number): ShaderSource {
	const each = rows / DOWN;
	return {
		key: `matrix-shared${rows}-${matrixKey(matrix)}`,
		group: TEAM,
		reads: matrixReads(matrix),
		vectorWidth: 4,
		sizes: MATRIX_SIZES,
		code: `
var<workgroup> xs : array<vec4<f32>, ${rows * STEP}>;
var<workgroup> ws : array<vec4<f32>, ${4 * STEP * ACROSS}>;
${epilogueCode(matrix.epilogue, 4)}
${load(matrix)}
fn weights(k : i32, column : i32) -> ${typeOf(4)} {
	if (k >= uniforms.length || column >= uniforms.columns) { return vec4<f32>(0.0); }
	let panel = uniforms.panel;
	return weight[(column / panel) * panel * uniforms.length + k * panel + column % panel];
}
fn main(index : i32) {
	let member = i32(localIndex);
	let tile = index / ${TEAM};
	let tiles = (uniforms.columns + ${ACROSS - 1}) / ${ACROSS};
	let top = (tile / tiles) * ${rows};
	let left = (tile % tiles) * ${ACROSS};
	let column = left + member % ${ACROSS};
	let mine = (member / ${ACROSS}) * ${each};
	let start = ${startOf(matrix, 'min(column, uniforms.columns - 1)')};
	${lines(each, (r) => `var sum${r} = start;`)}
	let steps = (uniforms.length / 4 + ${STEP - 1}) / ${STEP};
	for (var step = 0; step < steps; step++) {
		for (var i = member; i < ${rows * STEP}; i += ${TEAM}) {
			xs[i] = load(top + i / ${STEP}, step * ${STEP} + i % ${STEP});
		}
		for (var i = member; i < ${4 * STEP * ACROSS}; i += ${TEAM}) {
			ws[i] = weights(step * ${4 * STEP} + i / ${ACROSS}, left + i % ${ACROSS});
		}
		workgroupBarrier();
		for (var k = 0; k < ${STEP}; k++) {
			let at = k * ${4 * ACROSS} + member % ${ACROSS};
			${lines(4, (i) => `let w${i} = ws[at + ${i * ACROSS}];`)}
			${lines(each, (r) => `{ let v = xs[(mine + ${r}) * ${STEP} + k]; sum${r} = fma(vec4<f32>(v.w), w3, fma(vec4<f32>(v.z), w2, fma(vec4<f32>(v.y), w1, fma(vec4<f32>(v.x), w0, sum${r})))); }`)}
		}
		workgroupBarrier();
	}
	if (column >= uniforms.columns) { return; }
	${lines(each, (r) => `if (top + mine + ${r} < uniforms.rows) { let goal = (top + mine + ${r}) * uniforms.columns + column; result[goal] = ${finished(matrix, `sum${r}`)}; }`)}
}`
	};
}

/** Threads for so many rows and columns of four. */
export const sharedThreads = (tile: number, rows: number, columns: number): number =>
	Math.ceil(rows / tile) * Math.ceil(columns / ACROSS) * TEAM;
