import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Norms over the channels of each position. */
export type RowNorm = Readonly<{
	kind: 'layerNorm' | 'rmsNorm' | 'simpleNorm';
	vectorWidth: VectorWidth;
	eps: number;
	epilogue: Epilogue;
}>;

const reads = ({ kind, vectorWidth, epilogue }: RowNorm): ShaderSource['reads'] => [
	{ name: 'x', vectorWidth },
	{ name: 'weight', vectorWidth },
	...(kind === 'layerNorm' ? [{ name: 'bias', vectorWidth }] : []),
	...otherReads(epilogue, vectorWidth)
];

const key = ({ kind, vectorWidth, eps, epilogue }: RowNorm): string =>
	`${kind}${vectorWidth}-${eps}-${epilogue.join('-')}`;

/** WGSL: the sum of a vector's elements. */
export const total = (vectorWidth: VectorWidth, value: string): string =>
	vectorWidth === 4 ? `dot(${value}, vec4<f32>(1.0))` : value;

/** WGSL: the result from the element `x[at]`. SimpleNorm takes the centre for the variance alone. */
function stored({ kind }: RowNorm, at: string): string {
	const value = kind === 'simpleNorm' ? `x[${at}]` : `(x[${at}] - mean)`;
	return `(${value} * scale) * weight[c]${kind === 'layerNorm' ? ' + bias[c]' : ''}`;
}

/** WGSL: what the sum of squares is divided by. SimpleNorm's variance is a sample's. */
const divisor = ({ kind }: RowNorm): string => (kind === 'simpleNorm' ? '(count - 1.0)' : 'count');

/** One thread for each row, which it reads three times: for the mean, the variance and the result. */
export function rowPerThread(rows: RowNorm): ShaderSource {
	const { kind, vectorWidth, eps, epilogue } = rows;
	const zero = `${typeOf(vectorWidth)}(0.0)`;
	const centre = kind !== 'rmsNorm';
	return {
		key: `rows-thread-${key(rows)}`,
		group: 64,
		reads: reads(rows),
		vectorWidth,
		sizes: ['rows', 'depth'],
		code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	if (index >= uniforms.rows) { return; }
	let depth = uniforms.depth;
	let start = index * depth;
	let count = f32(depth * ${vectorWidth});
	var sum = ${zero};
	${centre ? 'for (var c = 0; c < depth; c++) { sum += x[start + c]; }' : ''}
	let mean = ${total(vectorWidth, 'sum')} / count;
	var squares = ${zero};
	for (var c = 0; c < depth; c++) { let v = x[start + c] - mean; squares += v * v; }
	let scale = inverseSqrt(${total(vectorWidth, 'squares')} / ${divisor(rows)} + ${eps});
	for (var c = 0; c < depth; c++) {
		result[start + c] = epilogue(${stored(rows, 'start + c')}, start + c);
	}
}`
	};
}

/** Threads that share a row. */
export const TEAM = 64;

/** WGSL: `gathered(value, member)`, the sum of a team's values. All of the team must come. */
export const teamSum = (type: string): string => `
var<workgroup> parts : array<${type}, ${TEAM}>;
fn gathered(value : ${type}, member : i32) -> ${type} {
	parts[member] = value;
	workgroupBarrier();
	for (var half = ${TEAM / 2}; half > 0; half = half / 2) {
		if (member < half) { parts[member] += parts[member + half]; }
		workgroupBarrier();
	}
	let all = parts[0];
	workgroupBarrier();
	return all;
}
`;
export const TEAM_SUM = teamSum('f32');

/** Threads for so many rows. */
export const groupThreads = (rows: number): number => rows * TEAM;

/** A workgroup for each row: few rows keep a GPU busy, and neighbours read side by side. */
export function rowPerGroup(rows: RowNorm): ShaderSource {
	const { kind, vectorWidth, eps, epilogue } = rows;
	const zero = `${typeOf(vectorWidth)}(0.0)`;
	const centre = kind !== 'rmsNorm';
	return {
		key: `rows-group-${key(rows)}`,
		group: TEAM,
		reads: reads(rows),
		vectorWidth,
		sizes: ['rows', 'depth'],
		code: `
${TEAM_SUM}
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	let member = i32(localIndex);
	let row = index / ${TEAM};
	let depth = uniforms.depth;
	// Groups beyond the last row work on it again: all must reach the barriers.
	let start = min(row, uniforms.rows - 1) * depth;
	let count = f32(depth * ${vectorWidth});
	var sum = ${zero};
	${centre ? `for (var c = member; c < depth; c += ${TEAM}) { sum += x[start + c]; }` : ''}
	let mean = ${centre ? `gathered(${total(vectorWidth, 'sum')}, member) / count` : '0.0'};
	var squares = ${zero};
	for (var c = member; c < depth; c += ${TEAM}) { let v = x[start + c] - mean; squares += v * v; }
	let scale = inverseSqrt(gathered(${total(vectorWidth, 'squares')}, member) / ${divisor(rows)} + ${eps});
	if (row >= uniforms.rows) { return; }
	for (var c = member; c < depth; c += ${TEAM}) {
		result[start + c] = epilogue(${stored(rows, 'start + c')}, start + c);
	}
}`
	};
}
