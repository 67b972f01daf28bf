import type { Tensor } from '@tensorflow/tfjs-core';
import { storageOf } from '../stored.ts';
import { launch, type ShaderSource } from './program.ts';
import { typeOf, vectorWidthOf, type VectorWidth } from './vector-width.ts';

const copied = (vectorWidth: VectorWidth): ShaderSource => ({
	key: `copied${vectorWidth}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }],
	vectorWidth,
	sizes: ['count'],
	code: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let value : ${typeOf(vectorWidth)} = x[index];
	result[index] = value;
}`
});

/** The same values in halves, or in float32; `x` stays. */
export function converted(x: Tensor, result: 'f32' | 'f16'): Tensor {
	const vectorWidth = vectorWidthOf(x.size);
	const count = x.size / vectorWidth;
	return launch({
		source: copied(vectorWidth),
		reads: [x],
		sizes: { count },
		threads: count,
		out: x.shape,
		result
	});
}

/** Values that all lie alike: those that do not yet are converted, and the caller's to free. */
export const allAs = (values: readonly Tensor[], result: 'f32' | 'f16'): Tensor[] =>
	values.map((x) => ((storageOf(x) ?? 'f32') === result ? x : converted(x, result)));
