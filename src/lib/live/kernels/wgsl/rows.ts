import { finishCode, otherRead, type Finish } from './finish.ts';
import { typeOf, type Lanes, type Source } from './program.ts';

/** Norms over the channels of each position. */
export type Rows = Readonly<{
	kind: 'layerNorm' | 'rmsNorm';
	lanes: Lanes;
	eps: number;
	finish: Finish;
}>;

const reads = ({ kind, lanes, finish }: Rows): Source['reads'] => [
	{ name: 'x', lanes },
	{ name: 'weight', lanes },
	...(kind === 'layerNorm' ? [{ name: 'bias', lanes }] : []),
	...otherRead(finish, lanes)
];

const key = ({ kind, lanes, eps, finish }: Rows): string =>
	`${kind}${lanes}-${eps}-${finish.join('-')}`;

/** WGSL: the sum of a value's lanes. */
export const total = (lanes: Lanes, value: string): string =>
	lanes === 4 ? `dot(${value}, vec4<f32>(1.0))` : value;

const stored = ({ kind }: Rows): string =>
	`(v * scale) * weight[c]${kind === 'layerNorm' ? ' + bias[c]' : ''}`;

/** One thread for each row, which it reads three times: for the mean, the variance and the result. */
export function rowPerThread(rows: Rows): Source {
	const { kind, lanes, eps, finish } = rows;
	const zero = `${typeOf(lanes)}(0.0)`;
	const centre = kind === 'layerNorm';
	return {
		key: `rows-thread-${key(rows)}`,
		group: 64,
		reads: reads(rows),
		lanes,
		sizes: ['rows', 'depth'],
		code: `
${finishCode(finish, lanes)}
fn main(index : i32) {
	if (index >= uniforms.rows) { return; }
	let depth = uniforms.depth;
	let start = index * depth;
	let count = f32(depth * ${lanes});
	var sum = ${zero};
	${centre ? 'for (var c = 0; c < depth; c++) { sum += x[start + c]; }' : ''}
	let mean = ${total(lanes, 'sum')} / count;
	var squares = ${zero};
	for (var c = 0; c < depth; c++) { let v = x[start + c] - mean; squares += v * v; }
	let scale = inverseSqrt(${total(lanes, 'squares')} / count + ${eps});
	for (var c = 0; c < depth; c++) {
		let v = x[start + c] - mean;
		result[start + c] = finish(${stored(rows)}, start + c);
	}
}`
	};
}

/** Threads that share a row. */
export const TEAM = 64;

/** WGSL: `gathered(value, member)`, the sum of a team's values. All of the team must come. */
export const TEAM_SUM = `
var<workgroup> parts : array<f32, ${TEAM}>;
fn gathered(value : f32, member : i32) -> f32 {
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

/** Threads for so many rows. */
export const groupThreads = (rows: number): number => rows * TEAM;

/** A workgroup for each row: few rows keep a GPU busy, and neighbours read side by side. */
export function rowPerGroup(rows: Rows): Source {
	const { kind, lanes, eps, finish } = rows;
	const zero = `${typeOf(lanes)}(0.0)`;
	const centre = kind === 'layerNorm';
	return {
		key: `rows-group-${key(rows)}`,
		group: TEAM,
		reads: reads(rows),
		lanes,
		sizes: ['rows', 'depth'],
		code: `
${TEAM_SUM}
${finishCode(finish, lanes)}
fn main(index : i32) {
	let member = i32(localIndex);
	let row = index / ${TEAM};
	let depth = uniforms.depth;
	// Groups beyond the last row work on it again: all must reach the barriers.
	let start = min(row, uniforms.rows - 1) * depth;
	let count = f32(depth * ${lanes});
	var sum = ${zero};
	${centre ? `for (var c = member; c < depth; c += ${TEAM}) { sum += x[start + c]; }` : ''}
	let mean = ${centre ? `gathered(${total(lanes, 'sum')}, member) / count` : '0.0'};
	var squares = ${zero};
	for (var c = member; c < depth; c += ${TEAM}) { let v = x[start + c] - mean; squares += v * v; }
	let scale = inverseSqrt(gathered(${total(lanes, 'squares')}, member) / count + ${eps});
	if (row >= uniforms.rows) { return; }
	for (var c = member; c < depth; c += ${TEAM}) {
		let v = x[start + c] - mean;
		result[start + c] = finish(${stored(rows)}, start + c);
	}
}`
	};
}
