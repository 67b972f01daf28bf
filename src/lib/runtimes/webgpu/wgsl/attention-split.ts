import { attentionSource, begun, overKeys, type Attending } from './attention.ts';
import { typeOf } from './vector-width.ts';
import { range } from './unroll.ts';
import type { ShaderSource } from './program.ts';

/** Threads that share queries and take turns with the keys. */
export const SHARERS = 8;
/** Threads of a workgroup. */
const TEAM = 64;

/** Bytes that a workgroup shares, with heads of vectors of four. */
export const SPLIT_BYTES = TEAM * (SHARERS * 16 + 2 * 4);

/**
 * As attention by single threads, for several together: each has a running maximum and sums over its own
 * keys, and at the end they are brought to the largest maximum and added. Few queries keep a GPU busy.
 */
export function splitAttention(attending: Attending): ShaderSource {
	const { vectorWidth, depth, queries } = attending;
	const mine = range(queries);
	const parts = range(depth);
	const type = typeOf(vectorWidth);
	const rounds = range(Math.ceil(depth / SHARERS));
	const each = <T>(list: readonly T[], line: (item: T) => string): string =>
		list.map(line).join('\n');
	const all = (line: (member: string) => string): readonly string[] =>
		range(SHARERS).map((i) => line(`base + ${i}`));
	const added = (i: number, round: number): string => {
		const here = parts.slice(round * SHARERS, (round + 1) * SHARERS);
		const sum = all((at) => `sums[(${at}) * ${SHARERS} + member]`).join(' + ');
		return `
	workgroupBarrier();
	${each(here, (j) => `sums[own * ${SHARERS} + ${j % SHARERS}] = sum${i}_${j} * keep${i};`)}
	workgroupBarrier();
	if (stores && member < ${here.length} && first + ${i} < uniforms.positions) {
		result[place${i} * channels + head * ${depth} + ${round * SHARERS} + member] = (${sum}) / all${i};
	}`;
	};
	return attentionSource(
		'attention-split',
		attending,
		`
var<workgroup> mosts : array<f32, ${TEAM}>;
var<workgroup> totals : array<f32, ${TEAM}>;
var<workgroup> sums : array<${type}, ${TEAM * SHARERS}>;
fn main(thread : i32) {
	let own = i32(localIndex);
	let member = own % ${SHARERS};
	let base = own - member;
	let stores = thread / ${SHARERS} < uniforms.count;
	let index = min(thread / ${SHARERS}, uniforms.count - 1);
	${begun(attending)}
	${overKeys(attending, 'member', SHARERS)}
	${each(
		mine,
		(i) => `
	workgroupBarrier();
	mosts[own] = largest${i};
	workgroupBarrier();
	var top${i} = largest${i};
	${each(range(SHARERS), (l) => `top${i} = max(top${i}, mosts[base + ${l}]);`)}
	let keep${i} = exp(largest${i} - top${i});
	totals[own] = total${i} * keep${i};
	workgroupBarrier();
	let all${i} = ${all((at) => `totals[${at}]`).join(' + ')};
	${each(rounds, (round) => added(i, round))}`
	)}
}`
	);
}
