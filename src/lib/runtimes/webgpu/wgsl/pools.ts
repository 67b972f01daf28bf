import { typeOf, type VectorWidth, type ShaderSource } from './program.ts';

/** The largest value of each window; what lies outside the map never wins. */
export const maxPool = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `max-pool${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: [
		'height',
		'width',
		'depth',
		'outHeight',
		'outWidth',
		'kernel',
		'stride',
		'padding',
		'count'
	],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let position = index / uniforms.depth;
	let left = (position % uniforms.outWidth) * uniforms.stride - uniforms.padding;
	let line = position / uniforms.outWidth;
	let top = (line % uniforms.outHeight) * uniforms.stride - uniforms.padding;
	let image = line / uniforms.outHeight;
	var largest = ${typeOf(vectorWidth)}(-3.402823e38);
	for (var y = max(0, top); y < min(uniforms.height, top + uniforms.kernel); y++) {
		for (var x0 = max(0, left); x0 < min(uniforms.width, left + uniforms.kernel); x0++) {
			let at = ((image * uniforms.height + y) * uniforms.width + x0) * uniforms.depth + c;
			largest = max(largest, x[at]);
		}
	}
	result[index] = largest;
}`
});

/** The average over an image's positions but the first `skip`. */
export const meanPool = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `mean-pool${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: ['positions', 'depth', 'skip', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let start = (index / uniforms.depth) * uniforms.positions;
	var sum = ${typeOf(vectorWidth)}(0.0);
	for (var at = uniforms.skip; at < uniforms.positions; at++) {
		sum += x[(start + at) * uniforms.depth + c];
	}
	result[index] = sum / f32(uniforms.positions - uniforms.skip);
}`
});
