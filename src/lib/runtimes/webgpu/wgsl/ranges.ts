import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import { lines } from './unroll.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/**
 * Ranges of channels side by side, each out of a map or of tokens of its own: the i-th goes up to
 * channel `endI` of the result, and begins at channel `fromI` of rows of `rowI` channels, in vectors.
 */
export const ranges = (
	vectorWidth: VectorWidth,
	count: number,
	epilogue: Epilogue
): ShaderSource => ({
	key: `ranges${vectorWidth}-${count}-${epilogue.join('-')}`,
	group: 64,
	reads: [
		...Array.from({ length: count }, (_, i) => ({ name: `x${i}`, vectorWidth })),
		...otherReads(epilogue, vectorWidth)
	],
	vectorWidth,
	sizes: [
		'count',
		'depth',
		...Array.from({ length: count }, (_, i) => [`end${i}`, `from${i}`, `row${i}`]).flat()
	],
	code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	let c = index % uniforms.depth;
	let position = index / uniforms.depth;
	var v = ${typeOf(vectorWidth)}(0.0);
	var begin = 0;
	${lines(
		count,
		(i) => `if (c >= begin && c < uniforms.end${i}) {
		v = x${i}[position * uniforms.row${i} + uniforms.from${i} + c - begin];
	}
	begin = uniforms.end${i};`
	)}
	result[index] = epilogue(v, index);
}`
});
