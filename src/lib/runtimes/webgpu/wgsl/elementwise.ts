import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import type { ShaderSource } from './program.ts';
import type { VectorWidth } from './vector-width.ts';

/** Element by element: the epilogue alone. */
export const elementwise = (vectorWidth: VectorWidth, epilogue: Epilogue): ShaderSource => ({
	key: `elementwise${vectorWidth}-${epilogue.join('-')}`,
	group: 64,
	reads: [{ name: 'x', vectorWidth }, ...otherReads(epilogue, vectorWidth)],
	vectorWidth,
	sizes: ['count', 'depth'],
	code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	result[index] = epilogue(x[index], index);
}`
});

/** Each channel of an image's positions times the image's own factor for it. */
export const gated = (vectorWidth: VectorWidth, epilogue: Epilogue): ShaderSource => ({
	key: `gated${vectorWidth}-${epilogue.join('-')}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		{ name: 'gate', vectorWidth },
		...otherReads(epilogue, vectorWidth)
	],
	vectorWidth,
	sizes: ['count', 'depth', 'each'],
	code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let at = (index / uniforms.each) * uniforms.depth + index % uniforms.depth;
	result[index] = epilogue(x[index] * gate[at], index);
}`
});
