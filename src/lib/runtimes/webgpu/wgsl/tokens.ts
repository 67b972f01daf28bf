import type { ShaderSource } from './program.ts';
import type { VectorWidth } from './vector-width.ts';

/** So many learned tokens before an image's own. */
export const prepended = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `prepended${vectorWidth}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'learned', vectorWidth }
	],
	vectorWidth,
	sizes: ['more', 'tokens', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let row = index / uniforms.depth;
	let each = uniforms.tokens + uniforms.more;
	let n = row % each;
	let image = row / each;
	if (n < uniforms.more) {
		result[index] = learned[n * uniforms.depth + c];
	} else {
		result[index] = x[(image * uniforms.tokens + n - uniforms.more) * uniforms.depth + c];
	}
}`
});

/** An image's elements plus a table of as many. */
export const embedded = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `embedded${vectorWidth}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'table', vectorWidth }
	],
	vectorWidth,
	sizes: ['each', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	result[index] = x[index] + table[index % uniforms.each];
}`
});

/** A table of so many elements for each image. */
export const repeated = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `repeated${vectorWidth}`,
	group: 64,
	reads: [{ name: 'table', vectorWidth }],
	vectorWidth,
	sizes: ['each', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	result[index] = table[index % uniforms.each];
}`
});

/** One token of each image. */
export const picked = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `picked${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: ['tokens', 'at', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let image = index / uniforms.depth;
	let token = image * uniforms.tokens + uniforms.at;
	result[index] = x[token * uniforms.depth + index % uniforms.depth];
}`
});
