import type { Lanes, Source } from './program.ts';

/** The class token before an image's others. */
export const prepended = (lanes: Lanes): Source => ({
	key: `prepended${lanes}`,
	group: 64,
	reads: [
		{ name: 'x', lanes },
		{ name: 'token', lanes }
	],
	lanes,
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
export const embedded = (lanes: Lanes): Source => ({
	key: `embedded${lanes}`,
	group: 64,
	reads: [
		{ name: 'x', lanes },
		{ name: 'table', lanes }
	],
	lanes,
	sizes: ['each', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	result[index] = x[index] + table[index % uniforms.each];
}`
});

/** The first token of each image. */
export const first = (lanes: Lanes): Source => ({
	key: `first${lanes}`,
	group: 64,
	reads: [{ name: 'x', lanes }],
	lanes,
	sizes: ['tokens', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let image = index / uniforms.depth;
	result[index] = x[image * uniforms.tokens * uniforms.depth + index % uniforms.depth];
}`
});
