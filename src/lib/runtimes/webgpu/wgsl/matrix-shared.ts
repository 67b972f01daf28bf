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

/** Threads of a crew: `ACROSS` columns of four by `DOWN` groups of rows. */
const ACROSS = 16;
const DOWN = 8;
const CREW = ACROSS * DOWN;
/** Inputs of four that a crew takes in a step. */
const STEP = 4;
/** Weights of four that a thread stages. */
const WEIGHTS = (4 * STEP * ACROSS) / CREW;
const VECTOR_BYTES = 16;
const ZERO = 'vec4<f32>(0.0)';

/** A tile of a product, and how many crews of threads share its depth. */
export type SharedShape = Readonly<{ rows: 32 | 64 | 128; crews: 1 | 2 }>;

/** Bytes that a workgroup shares: what it works on, and what comes next. */
export const sharedBytes = ({ rows, crews }: SharedShape): number =>
	2 * VECTOR_BYTES * crews * STEP * (rows + 4 * ACROSS);

/** Whether a shared tile can compute it: vectors of four everywhere, and no groups. */
export const fitsShared = ({ xVectorWidth, vectorWidth }: Matrix, groups: number): boolean =>
	xVectorWidth === 4 && vectorWidth === 4 && groups === 1;

/** How many of its parts a product's depth has: of those less than a step there are none. */
export const partsOf = (length: number, parts: number, { crews }: SharedShape): number =>
	Math.max(1, Math.min(parts, Math.floor(length / (4 * STEP * crews))));

/** WGSL: where the rows that a thread stages begin. They stay the same along the depth. */
const rowStarts = (staged: number, { crews }: SharedShape, { gathers }: Matrix): string =>
	lines(staged, (r) => {
		const row = `let row${r} = min(top + member / ${STEP * crews} + ${(r * CREW) / STEP}, uniforms.rows - 1);`;
		return gathers
			? `${row}
	let q${r} = row${r} % uniforms.positions;
	let down${r} = (q${r} / uniforms.outWidth) * uniforms.stride - uniforms.top;
	let right${r} = (q${r} % uniforms.outWidth) * uniforms.strideAcross - uniforms.left;
	let image${r} = (row${r} / uniforms.positions) * uniforms.height;`
			: `${row}
	let start${r} = row${r} * uniforms.depth;`;
	});

/** WGSL: reads what a thread stages in a step; zeros outside the map and beyond the depth. */
function read(staged: number, { crews }: SharedShape, matrix: Matrix, step: string): string {
	const { gathers, pads } = matrix;
	const inputs = gathers
		? `let tap = k / uniforms.depth;
		let channel = k - tap * uniforms.depth;
		let tapDown = tap / uniforms.kernelWidth;
		let y = ${apart(matrix, 'tapDown')};
		let x0 = ${apart(matrix, '(tap - tapDown * uniforms.kernelWidth)')};
		${lines(staged, (r) => {
			const inside = `u32(down${r} + y) < u32(uniforms.height) && u32(right${r} + x0) < u32(uniforms.width)`;
			const value = `x[((image${r} + down${r} + y) * uniforms.width + right${r} + x0) * uniforms.channels + channel]`;
			return `nextX${r} = select(${ZERO}, ${value}, within${pads ? ` && ${inside}` : ''});`;
		})}`
		: lines(staged, (r) => `nextX${r} = select(${ZERO}, x[start${r} + k], within);`);
	return `{
		let k = ${step} * ${STEP * crews} + member % ${STEP * crews};
		let within = 4 * k < uniforms.length;
		${inputs}
		let line = ${step} * ${4 * STEP * crews} + member / ${ACROSS};
		${lines(WEIGHTS, (w) => {
			const own = `line + ${w * DOWN * crews}`;
			return `nextW${w} = select(${ZERO}, weight[place + (${own}) * panel], ${own} < uniforms.length);`;
		})}
	}`;
}

/** WGSL: the sums of all crews in the first one, which goes on alone. */
const withCrews = (each: number, { crews }: SharedShape): string =>
	crews === 1
		? ''
		: `
	workgroupBarrier();
	if (crew > 0) { ${lines(each, (r) => `xs[own + ${r * CREW}] = sum${r};`)} }
	workgroupBarrier();
	if (crew > 0) { return; }
	${lines(each, (r) => `sum${r} += xs[own + ${r * CREW}];`)}`;

/**
 * A workgroup stages parts of both matrices in shared memory, reading the next while it works on these,
 * and each thread sums a column of four in `rows / 8` rows: on a GPU the fewest reads of global memory.
 *
 * @param stored WGSL: stores a thread's sum of a row; `goal` and `column` are in scope
 */
const tileCode = (
	shape: SharedShape,
	matrix: Matrix,
	start: string,
	stored: (sum: string) => string
): string => {
	const { rows, crews } = shape;
	const each = rows / DOWN;
	const staged = (rows * STEP) / CREW;
	const team = CREW * crews;
	const [xSize, wSize] = [rows * STEP * crews, 4 * STEP * crews * ACROSS];
	const store = (half: string): string => `
		${lines(staged, (r) => `xs[${half} * ${xSize} + member + ${r * team}] = nextX${r};`)}
		${lines(WEIGHTS, (w) => `ws[${half} * ${wSize} + member + ${w * team}] = nextW${w};`)}`;
	return `
fn main(index : i32) {
	let member = i32(localIndex);
	let crew = member / ${CREW};
	let own = member % ${CREW};
	let tiles = (uniforms.columns + ${ACROSS - 1}) / ${ACROSS};
	let part = (index / ${team}) % uniforms.parts;
	let tile = index / ${team} / uniforms.parts;
	let top = (tile / tiles) * ${rows};
	let column = (tile % tiles) * ${ACROSS} + own % ${ACROSS};
	let mine = (own / ${ACROSS}) * ${each};
	let panel = uniforms.panel;
	let weightColumn = min(column, uniforms.columns - 1);
	let place = (weightColumn / panel) * panel * uniforms.length + weightColumn % panel;
	${rowStarts(staged, shape, matrix)}
	${lines(each, (r) => `var sum${r} = ${ZERO};`)}
	${lines(staged, (r) => `var nextX${r} = ${ZERO};`)}
	${lines(WEIGHTS, (w) => `var nextW${w} = ${ZERO};`)}
	let steps = (uniforms.length + ${4 * STEP * crews - 1}) / ${4 * STEP * crews};
	let share = (steps + uniforms.parts - 1) / uniforms.parts;
	let first = part * share;
	${read(staged, shape, matrix, 'first')}
	${store('0')}
	// All parts take as many steps, for the barriers: beyond the depth they add zeros.
	for (var step = 0; step < share; step++) {
		workgroupBarrier();
		let half = step % 2;
		${read(staged, shape, matrix, '(first + step + 1)')}
		for (var k = crew * ${STEP}; k < crew * ${STEP} + ${STEP}; k++) {
			let at = half * ${wSize} + k * ${4 * ACROSS} + own % ${ACROSS};
			${lines(4, (i) => `let w${i} = ws[at + ${i * ACROSS}];`)}
			${lines(each, (r) => `{ let v = xs[half * ${xSize} + (mine + ${r}) * ${STEP * crews} + k]; sum${r} = fma(vec4<f32>(v.w), w3, fma(vec4<f32>(v.z), w2, fma(vec4<f32>(v.y), w1, fma(vec4<f32>(v.x), w0, sum${r})))); }`)}
		}
		${store('(1 - half)')}
	}
	${withCrews(each, shape)}
	if (column >= uniforms.columns) { return; }
	let start = ${start};
	${lines(each, (r) => `if (top + mine + ${r} < uniforms.rows) { let sum = sum${r} + start; let goal = (top + mine + ${r}) * uniforms.columns + column; ${stored('sum')} }`)}
}`;
};

const source = (
	{ rows, crews }: SharedShape,
	matrix: Matrix,
	key: string,
	code: string
): ShaderSource => ({
	key: `matrix-${key}${rows}x${crews}-${matrixKey(matrix)}`,
	group: CREW * crews,
	reads: matrixReads(matrix),
	vectorWidth: 4,
	sizes: [...MATRIX_SIZES, 'parts'],
	code: `
var<workgroup> xs : array<vec4<f32>, ${2 * rows * STEP * crews}>;
var<workgroup> ws : array<vec4<f32>, ${2 * 4 * STEP * crews * ACROSS}>;
${code}`
});

/** A product in tiles of so many rows; `parts` is 1. */
export const sharedTile = (matrix: Matrix, shape: SharedShape): ShaderSource =>
	source(
		shape,
		matrix,
		'shared',
		`${epilogueCode(matrix.epilogue, 4)}
${tileCode(shape, matrix, startOf(matrix, 'column'), (sum) => `result[goal] = ${finished(matrix, sum)};`)}`
	);

/** Of a matrix what a part of its depth knows: the rest follows when all are added. */
const bare = (matrix: Matrix): Matrix => ({ ...matrix, bias: false, scaled: false, epilogue: [] });

/**
 * The sums of each of `parts` parts of the depth, `[parts, rows, columns]`: where a product has few rows
 * and columns, and is deep, more of a GPU works on it.
 */
export const sharedParts = (matrix: Matrix, shape: SharedShape): ShaderSource =>
	source(
		shape,
		bare(matrix),
		'parts',
		tileCode(
			shape,
			bare(matrix),
			ZERO,
			(sum) => `result[part * uniforms.rows * uniforms.columns + goal] = ${sum};`
		)
	);

/** The product from the sums of its parts. */
export function addedParts(matrix: Matrix): ShaderSource {
	const [, , ...others] = matrixReads(matrix);
	return {
		key: `matrix-added-${matrixKey(matrix)}`,
		group: 64,
		reads: [{ name: 'sums', vectorWidth: 4 }, ...others],
		vectorWidth: 4,
		sizes: ['count', 'columns', 'depth', 'parts'],
		code: `
${epilogueCode(matrix.epilogue, 4)}
fn main(goal : i32) {
	if (goal >= uniforms.count) { return; }
	let column = goal % uniforms.columns;
	var sum = ${startOf(matrix, 'column')};
	for (var part = 0; part < uniforms.parts; part++) { sum += sums[part * uniforms.count + goal]; }
	result[goal] = ${finished(matrix, 'sum')};
}`
	};
}

/** Threads for so many rows and columns of four. */
export const sharedThreads = (
	shape: SharedShape,
	rows: number,
	columns: number,
	parts: number
): number => sharedTiles(shape, rows, columns) * parts * CREW * shape.crews;

export const sharedTiles = ({ rows: tile }: SharedShape, rows: number, columns: number): number =>
	Math.ceil(rows / tile) * Math.ceil(columns / ACROSS);
