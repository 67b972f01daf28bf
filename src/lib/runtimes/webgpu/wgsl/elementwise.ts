import { epilogueCode, otherRead, type Epilogue } from './epilogue.ts';
import { type VectorWidth, type ShaderSource } from './program.ts';

/** Element by element: a factor and a summand for each channel, if any, then the epilogue. */
export const elementwise = (
	vectorWidth: VectorWidth,
	affine: boolean,
	epilogue: Epilogue
): ShaderSource => ({
	key: `elementwise${vectorWidth}${affine ? 'a' : ''}-${epilogue.join('-')}`,
	group: 64,
	reads: [
		{ name: 'x', vectorWidth },
		...(affine
			? [
					{ name: 'scale', vectorWidth },
					{ name: 'shift', vectorWidth }
				]
			: []),
		...otherRead(epilogue, vectorWidth)
	],
	vectorWidth,
	sizes: ['count', 'depth'],
	code: `
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	${affine ? 'let c = index % uniforms.depth;' : ''}
	let v = x[index]${affine ? ' * scale[c] + shift[c]' : ''};
	result[index] = epilogue(v, index);
}`
});
