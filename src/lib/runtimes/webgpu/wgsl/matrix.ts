import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import { lines } from './unroll.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';
import { weightAt } from './texels.ts';

/**
 * Convolutions and linear layers as products of matrices: `[rows, depth]` by `[depth, columns]`. A
 * row is an output position; where the kernel is larger than one position, or leaves some out, the
 * row's values are gathered from the map.
 */
export type Matrix = Readonly<{
	/** Of the input: channels of a group must divide by it. */
	xVectorWidth: VectorWidth;
	/** Of weights, bias and output: output channels of a group must divide by it. */
	vectorWidth: VectorWidth;
	/** Whether rows lie one after the other in memory. */
	gathers: boolean;
	/** Whether a row may reach outside the map. */
	pads: boolean;
	/** Whether the kernel has gaps. */
	dilates: boolean;
	bias: boolean;
	/** Whether weights are shares of their column's largest, which comes as `scale`. */
	scaled: boolean;
	epilogue: Epilogue;
}>;

/** Sizes in vectors; those after `depth` only where rows are gathered. */
export const MATRIX_SIZES = [
	'rows',
	'columns',
	'depth',
	'length',
	'panel',
	'height',
	'width',
	'channels',
	'outWidth',
	'positions',
	'kernelHeight',
	'kernelWidth',
	'stride',
	'strideAcross',
	'dilation',
	'top',
	'left',
	'groupColumns'
] as const;

export type MatrixSizes = Readonly<Record<(typeof MATRIX_SIZES)[number], number>>;

/** @param texels whether the weights are in a texture */
export const matrixReads = (
	{ xVectorWidth, vectorWidth, bias, scaled, epilogue }: Matrix,
	texels = false
): ShaderSource['reads'] => [
	{ name: 'x', vectorWidth: xVectorWidth },
	{ name: 'weight', vectorWidth, texels },
	...(bias ? [{ name: 'bias', vectorWidth }] : []),
	...(scaled ? [{ name: 'scale', vectorWidth }] : []),
	...otherReads(epilogue, vectorWidth)
];

export const matrixKey = (matrix: Matrix): string =>
	`${matrix.xVectorWidth}${matrix.vectorWidth}${matrix.gathers ? 'g' : ''}${matrix.pads ? 'p' : ''}${matrix.dilates ? 'd' : ''}${matrix.bias ? 'b' : ''}${matrix.scaled ? 's' : ''}-${matrix.epilogue.join('-')}`;

/** WGSL: `sum` and the products of the inputs in `v` with the weights `w0`, `w1`, ... */
function added({ xVectorWidth, vectorWidth }: Matrix, sum: string): string {
	const parts = xVectorWidth === 4 ? ['v.x', 'v.y', 'v.z', 'v.w'] : ['v'];
	return parts.reduce(
		(inner, part, i) => `fma(${typeOf(vectorWidth)}(${part}), w${i}, ${inner})`,
		sum
	);
}

/** WGSL: what a sum of products begins with, in so many columns' vector. */
export const startOf = ({ vectorWidth, bias, scaled }: Matrix, column: string): string =>
	bias && !scaled ? `bias[${column}]` : `${typeOf(vectorWidth)}(0.0)`;

/** WGSL: what is stored of a sum. `column` is in scope. */
export function finished({ vectorWidth, bias, scaled }: Matrix, sum: string): string {
	if (!scaled) return `epilogue(${sum}, goal)`;
	const summand = bias ? 'bias[column]' : `${typeOf(vectorWidth)}(0.0)`;
	return `epilogue(fma(${sum}, scale[column], ${summand}), goal)`;
}

/** WGSL: a step's inputs of the i-th row that `alongDepth` walks; zeros outside the map. */
export function inputs({ xVectorWidth, pads }: Matrix, i: number, ahead = 0): string {
	const read = `x[at${i} + k + ${ahead}]`;
	return pads ? `select(${typeOf(xVectorWidth)}(0.0), ${read}, inside${i})` : read;
}

/** WGSL: how far a position of the kernel is from its first. */
export const apart = ({ dilates }: Matrix, position: string): string =>
	dilates ? `${position} * uniforms.dilation` : position;

/** Steps along the depth, `ahead` of which are taken together: the depth must divide by it. */
type Steps = Readonly<{ code: string; ahead: number }>;

const walked = ({ code, ahead }: Steps): string => `
		for (var k = 0; k < uniforms.depth; k += ${ahead}) {
			${code}
		}`;

/** Walks the kernel's positions, and finds each row's place in the map. */
function gathered(matrix: Matrix, count: number, row: (i: number) => string, steps: Steps): string {
	return `${lines(
		count,
		(r) => `
	let p${r} = min(${row(r)}, uniforms.rows - 1);
	let q${r} = p${r} % uniforms.positions;
	let top${r} = (q${r} / uniforms.outWidth) * uniforms.stride - uniforms.top;
	let left${r} = (q${r} % uniforms.outWidth) * uniforms.strideAcross - uniforms.left;
	let image${r} = (p${r} / uniforms.positions) * uniforms.height;`
	)}
	let group = (column / uniforms.groupColumns) * uniforms.depth;
	for (var ky = 0; ky < uniforms.kernelHeight; ky++) {
	for (var kx = 0; kx < uniforms.kernelWidth; kx++) {
	${lines(
		count,
		(r) => `
		let y${r} = top${r} + ${apart(matrix, 'ky')};
		let x${r} = left${r} + ${apart(matrix, 'kx')};
		let at${r} = ((image${r} + y${r}) * uniforms.width + x${r}) * uniforms.channels + group;
		${matrix.pads ? `let inside${r} = u32(y${r}) < u32(uniforms.height) && u32(x${r}) < u32(uniforms.width);` : ''}`
	)}
	${walked(steps)}
	}
	}`;
}

const straight = (count: number, row: (i: number) => string, steps: Steps): string => `
	${lines(count, (r) => `let at${r} = min(${row(r)}, uniforms.rows - 1) * uniforms.depth;`)}
	${walked(steps)}`;

/**
 * WGSL: takes steps for all inputs of so many rows, in the order of the weights. `column` is in
 * scope, and is one of the group whose inputs are read.
 */
export const alongDepth = (
	matrix: Matrix,
	count: number,
	row: (i: number) => string,
	steps: Steps
): string => (matrix.gathers ? gathered(matrix, count, row, steps) : straight(count, row, steps));

/**
 * Each thread sums a column of so many rows in registers, without a barrier: on processors that play
 * a GPU in software, barriers cost more than reading again.
 */
export function registerTile(matrix: Matrix, rows: number, texels = false): ShaderSource {
	const { xVectorWidth, vectorWidth, epilogue } = matrix;
	const step = `${lines(xVectorWidth, (i) => `let w${i} = ${weightAt(`place + ${i} * panel`, texels)};`)}
		place += ${xVectorWidth} * panel;
		${lines(rows, (r) => `{ let v = ${inputs(matrix, r)}; sum${r} = ${added(matrix, `sum${r}`)}; }`)}`;
	return {
		key: `matrix-register${rows}-${texels ? 't' : ''}${matrixKey(matrix)}`,
		group: 64,
		reads: matrixReads(matrix, texels),
		vectorWidth,
		sizes: MATRIX_SIZES,
		code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	let column = index % uniforms.columns;
	let first = (index / uniforms.columns) * ${rows};
	if (first >= uniforms.rows) { return; }
	let start = ${startOf(matrix, 'column')};
	${lines(rows, (r) => `var sum${r} = start;`)}
	let panel = uniforms.panel;
	var place = (column / panel) * panel * uniforms.length + column % panel;
	${alongDepth(matrix, rows, (r) => `first + ${r}`, { code: step, ahead: 1 })}
	var goal = first * uniforms.columns + column;
	${lines(rows, (r) => `if (first + ${r} < uniforms.rows) { result[goal] = ${finished(matrix, `sum${r}`)}; goal += uniforms.columns; }`)}
}`
	};
}
