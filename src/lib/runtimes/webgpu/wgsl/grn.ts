import { channelSums, type Adders } from './channel-sums.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Global response normalization in three calls, each with `[images, channels]` or the map as result. */

/** Every channel's norm over the map. */
export const channelNorms = (vectorWidth: VectorWidth, by: Adders): ShaderSource =>
	channelSums(
		{
			key: 'grn-norms',
			vectorWidth,
			of: (value) => `${value} * ${value}`,
			stored: (sum) => `sqrt(${sum})`
		},
		by
	);

/** A channel's norm over the mean norm of all, times its weight, plus one for the input itself. */
export const channelFactors = (vectorWidth: VectorWidth, eps: number): ShaderSource => ({
	key: `grn-factors${vectorWidth}-${eps}`,
	group: 64,
	reads: [
		{ name: 'norms', vectorWidth },
		{ name: 'weight', vectorWidth }
	],
	vectorWidth,
	sizes: ['depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	var sum = ${typeOf(vectorWidth)}(0.0);
	for (var i = 0; i < uniforms.depth; i++) { sum += norms[index - c + i]; }
	let mean = ${vectorWidth === 4 ? 'dot(sum, vec4<f32>(1.0))' : 'sum'} / f32(uniforms.depth * ${vectorWidth});
	result[index] = 1.0 + weight[c] * (norms[index] / (mean + ${eps}));
}`
});

export const scaledByImage = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `grn-scaled${vectorWidth}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'factors', vectorWidth },
		{ name: 'bias', vectorWidth }
	],
	vectorWidth,
	sizes: ['positions', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let image = index / (uniforms.depth * uniforms.positions);
	result[index] = x[index] * factors[image * uniforms.depth + c] + bias[c];
}`
});
