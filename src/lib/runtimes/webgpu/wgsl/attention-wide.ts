import { attentionSource, biased, frameOf, product, type Attending } from './attention.ts';
import { range } from './unroll.ts';
import type { ShaderSource } from './program.ts';
import { typeOf } from './vector-width.ts';

/** Channels of a head whose sums a thread has in registers, in vectors. */
const PART = 32;

/** Parts of a head so deep, in vectors. */
export const headParts = (depth: number): number => Math.ceil(depth / PART);

/**
 * As attention by single threads with one query each, for heads that do not fit into registers: a
 * thread sums a part of the values' channels, and all parts of a head compute its scores again.
 */
export function wideAttention(attending: Attending): ShaderSource {
	const { vectorWidth, depth, masks } = attending;
	const type = typeOf(vectorWidth);
	const parts = headParts(depth);
	const mine = Math.ceil(depth / parts);
	const each = (line: (j: number) => string): string => range(mine).map(line).join('\n');
	return attentionSource(
		'attention-wide',
		attending,
		`
fn main(thread : i32) {
	if (thread >= uniforms.count) { return; }
	// The last part ends with the head, and may share channels with the one before.
	let first = min(thread % ${parts} * ${mine}, ${depth - mine});
	let index = thread / ${parts};
	let query0 = index % uniforms.positions;
	let head = (index / uniforms.positions) % uniforms.heads;
	let part = index / (uniforms.positions * uniforms.heads);
	let frame = ${frameOf(attending)};
	let channels = uniforms.heads * ${depth};
	let scale = inverseSqrt(${(depth * vectorWidth).toFixed(1)});
	let place0 = place(frame, query0);
	let at0 = place0 * 3 * channels + head * ${depth};
	${masks ? 'let own0 = region(frame, query0);' : ''}
	var largest = -3.0e38;
	var total = 0.0;
	${each((j) => `var sum${j} = ${type}(0.0);`)}
	for (var key = 0; key < uniforms.positions; key++) {
		let at = place(frame, key) * 3 * channels + channels + head * ${depth};
		${masks ? 'let other = region(frame, key);' : ''}
		var score = 0.0;
		for (var j = 0; j < ${depth}; j++) { score += ${product(vectorWidth, 'x[at0 + j]', 'x[at + j]')}; }
		score *= scale;
		${biased(0, 'score', attending)}
		let most = max(largest, score);
		let keep = exp(largest - most);
		let share = exp(score - most);
		largest = most;
		total = total * keep + share;
		let values = at + channels + first;
		${each((j) => `sum${j} = sum${j} * keep + share * x[values + ${j}];`)}
	}
	let goal = place0 * channels + head * ${depth} + first;
	${each((j) => `result[goal + ${j}] = sum${j} / total;`)}
}`
	);
}
