import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Rows of one head's channels: queries, keys, then values, which stay as they are. */
export const unitHeads = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `unit-heads${vectorWidth}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'factors', vectorWidth: 1 }
	],
	vectorWidth,
	sizes: ['count', 'heads', 'depth'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let start = index * uniforms.depth;
	let part = index % (3 * uniforms.heads);
	var factor = 1.0;
	if (part < 2 * uniforms.heads) {
		var squares = ${typeOf(vectorWidth)}(0.0);
		for (var j = 0; j < uniforms.depth; j++) { squares += x[start + j] * x[start + j]; }
		factor = factors[part] / max(sqrt(${vectorWidth === 4 ? 'dot(squares, vec4<f32>(1.0))' : 'squares'}), 1e-12);
	}
	for (var j = 0; j < uniforms.depth; j++) { result[start + j] = x[start + j] * factor; }
}`
});
