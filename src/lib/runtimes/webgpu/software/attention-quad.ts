import {
	attentionSource,
	begun,
	biased,
	ended,
	product,
	type Attending
} from '../wgsl/attention.ts';
import { range } from '../wgsl/unroll.ts';
import type { ShaderSource } from '../wgsl/program.ts';
import { QUAD, swapped } from './quads.ts';

/**
 * As attention by single threads, for four together: each reads the key and the value of one
 * position and gets the others by swapping, and the sums are scaled down once for all four.
 *
 * `blocks` is a multiple of four, so that the threads of a quad see the same keys. Threads beyond the
 * last query compute it again and store nothing.
 */
export function quadAttention(attending: Attending): ShaderSource {
	const { vectorWidth, depth, queries, masks } = attending;
	const mine = range(queries);
	const parts = range(depth);
	const members = range(QUAD);
	const each = <T>(list: readonly T[], line: (item: T) => string): string =>
		list.map(line).join('\n');
	const source = attentionSource(
		'attention-quad',
		attending,
		`
fn main(thread : i32) {
	let member = thread % ${QUAD};
	let index = min(thread, uniforms.count - ${QUAD} + member);
	${begun(attending)}
	for (var start = 0; start < uniforms.positions; start += ${QUAD}) {
		let at = place(frame, min(start + member, uniforms.positions - 1)) * 3 * channels + channels + head * ${depth};
		${each(mine, (i) => each(members, (l) => `var score${i}_${l} = 0.0;`))}
		${each(
			parts,
			(j) => `{
			let own = x[at + ${j}];
			${each(
				members,
				(l) => `{
				let k = ${swapped('own', l)};
				${each(mine, (i) => `score${i}_${l} += ${product(vectorWidth, `q${i}_${j}`, 'k')};`)}
			}`
			)}
		}`
		)}
		${each(
			members,
			(l) => `{
			let key = min(start + (member ^ ${l}), uniforms.positions - 1);
			${masks ? 'let other = region(frame, key);' : ''}
			let beyond = start + (member ^ ${l}) >= uniforms.positions;
			${each(
				mine,
				(i) => `${biased(i, `score${i}_${l}`, attending)}
			score${i}_${l} = select(score${i}_${l}, -3.0e38, beyond);`
			)}
		}`
		)}
		${each(
			mine,
			(i) => `
		let most${i} = max(largest${i}, max(max(score${i}_0, score${i}_1), max(score${i}_2, score${i}_3)));
		let keep${i} = exp(largest${i} - most${i});
		${each(members, (l) => `let share${i}_${l} = exp(score${i}_${l} - most${i});`)}
		largest${i} = most${i};
		total${i} = total${i} * keep${i} + (share${i}_0 + share${i}_1 + share${i}_2 + share${i}_3);`
		)}
		${each(
			parts,
			(j) => `{
			let own = x[at + channels + ${j}];
			${each(mine, (i) => `sum${i}_${j} *= keep${i};`)}
			${each(
				members,
				(l) => `{
				let v = ${swapped('own', l)};
				${each(mine, (i) => `sum${i}_${j} += share${i}_${l} * v;`)}
			}`
			)}
		}`
		)}
	}
	if (thread >= uniforms.count) { return; }
	${ended(attending)}
}`
	);
	return { ...source, enables: 'subgroups' };
}
