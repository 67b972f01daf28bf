import { typeOf, type Lanes, type Source } from './program.ts';

/** Global response normalization in three calls, each with `[images, channels]` or the map as result. */

/** Every channel's norm over the map. */
export const channelNorms = (lanes: Lanes): Source => ({
	key: `grn-norms${lanes}`,
	group: 64,
	reads: [{ name: 'x', lanes }],
	lanes,
	sizes: ['positions', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let start = (index / uniforms.depth) * uniforms.positions;
	var sum = ${typeOf(lanes)}(0.0);
	for (var at = 0; at < uniforms.positions; at++) {
		let v = x[(start + at) * uniforms.depth + c];
		sum += v * v;
	}
	result[index] = sqrt(sum);
}`
});

/** A channel's norm over the mean norm of all, times its weight, plus one for the input itself. */
export const channelFactors = (lanes: Lanes, eps: number): Source => ({
	key: `grn-factors${lanes}-${eps}`,
	group: 64,
	reads: [
		{ name: 'norms', lanes },
		{ name: 'weight', lanes }
	],
	lanes,
	sizes: ['depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	var sum = ${typeOf(lanes)}(0.0);
	for (var i = 0; i < uniforms.depth; i++) { sum += norms[index - c + i]; }
	let mean = ${lanes === 4 ? 'dot(sum, vec4<f32>(1.0))' : 'sum'} / f32(uniforms.depth * ${lanes});
	result[index] = 1.0 + weight[c] * (norms[index] / (mean + ${eps}));
}`
});

export const scaledByImage = (lanes: Lanes): Source => ({
	key: `grn-scaled${lanes}`,
	group: 64,
	reads: [
		{ name: 'x', lanes },
		{ name: 'factors', lanes },
		{ name: 'bias', lanes }
	],
	lanes,
	sizes: ['positions', 'depth', 'count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let image = index / (uniforms.depth * uniforms.positions);
	result[index] = x[index] * factors[image * uniforms.depth + c] + bias[c];
}`
});
