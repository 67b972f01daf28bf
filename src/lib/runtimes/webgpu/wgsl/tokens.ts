import type { VectorWidth, ShaderSource } from './program.ts';

/** The class token before an image's others. */
export const prepended = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `prepended${vectorWidth}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'token', vectorWidth }
	],
	vectorWidth,
	sizes: ['tokens', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let row = index / uniforms.depth;
	let n = row % (uniforms.tokens + 1);
	let image = row / (uniforms.tokens + 1);
	if (n == 0) {
		result[index] = token[c];
	} else {
		result[index] = x[(image * uniforms.tokens + n - 1) * uniforms.depth + c];
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

/** The first token of each image. */
export const first = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `first${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: ['tokens', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let image = index / uniforms.depth;
	result[index] = x[image * uniforms.tokens * uniforms.depth + index % uniforms.depth];
}`
});
