import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/**
 * Rolls the upper left part of a map, `partHeight` × `partWidth`, up by `down` and left by `across`;
 * zeros around it where the result is larger.
 */
export const roll = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `roll${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: [
		'height',
		'width',
		'depth',
		'outHeight',
		'outWidth',
		'partHeight',
		'partWidth',
		'down',
		'across',
		'count'
	],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let position = index / uniforms.depth;
	let column = position % uniforms.outWidth;
	let line = position / uniforms.outWidth;
	let row = line % uniforms.outHeight;
	let image = line / uniforms.outHeight;
	if (row >= uniforms.partHeight || column >= uniforms.partWidth) {
		result[index] = ${typeOf(vectorWidth)}(0.0);
		return;
	}
	let y = (row + uniforms.down) % uniforms.partHeight;
	let x0 = (column + uniforms.across) % uniforms.partWidth;
	result[index] = x[((image * uniforms.height + y) * uniforms.width + x0) * uniforms.depth + c];
}`
});

/** 2 × 2 positions side by side in the channels, down a column first; zeros beyond an odd edge. */
export const merge = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `merge${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: ['height', 'width', 'depth', 'outHeight', 'outWidth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let part = (index / uniforms.depth) % 4;
	let position = index / (4 * uniforms.depth);
	let line = position / uniforms.outWidth;
	let image = line / uniforms.outHeight;
	let y = 2 * (line % uniforms.outHeight) + part % 2;
	let x0 = 2 * (position % uniforms.outWidth) + part / 2;
	if (y >= uniforms.height || x0 >= uniforms.width) {
		result[index] = ${typeOf(vectorWidth)}(0.0);
		return;
	}
	result[index] = x[((image * uniforms.height + y) * uniforms.width + x0) * uniforms.depth + c];
}`
});
