import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Where the other channel of each pair is: beside it, or half a head away. */
const OTHER = {
	halves: () => 'x[index + select(-pairs, pairs, channel < pairs)]',
	neighbours: (width: VectorWidth) =>
		width === 4 ? 'x[index].yxwz' : 'x[index + 1 - 2 * (channel % 2)]'
} as const;

/**
 * Each channel of queries and keys times the cosine of its angle, and the other of its pair times the
 * sine; values stay. Tables are those of all tokens, and of one head or all.
 */
export const rotary = (pairs: keyof typeof OTHER, vectorWidth: VectorWidth): ShaderSource => ({
	key: `rotary-${pairs}${vectorWidth}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'cosines', vectorWidth },
		{ name: 'sines', vectorWidth }
	],
	vectorWidth,
	sizes: ['count', 'tokens', 'heads', 'apart', 'depth'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let row = index / uniforms.depth;
	let channel = index % uniforms.depth;
	let pairs = uniforms.depth / 2;
	let part = row % (3 * uniforms.heads);
	var value = x[index];
	if (part < 2 * uniforms.heads) {
		let token = (row / (3 * uniforms.heads)) % uniforms.tokens;
		let at = (token * uniforms.apart + part % uniforms.apart) * uniforms.depth + channel;
		let other : ${typeOf(vectorWidth)} = ${OTHER[pairs](vectorWidth)};
		value = value * cosines[at] + other * sines[at];
	}
	result[index] = value;
}`
});
