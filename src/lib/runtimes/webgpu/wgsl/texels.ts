import { fromTexture } from './annotations.ts';

/** Texels of a row: a power of two, so that the shader finds a place without a division. */
export const TEXELS_ACROSS = 4096;

/** WGSL: `nameAt(i)` gives the i-th `vec4` of an input that is read from a texture. */
export const texelsCode = (name: string): string => `${fromTexture(name)}
fn ${name}At(at : i32) -> vec4<f32> {
	return textureLoad(${name}Texels, vec2<i32>(at & ${TEXELS_ACROSS - 1}, at >> ${Math.log2(TEXELS_ACROSS)}), 0);
}`;

/** WGSL: a weight, from a texture or from a buffer. */
export const weightAt = (at: string, texels: boolean): string =>
	texels ? `weightAt(${at})` : `weight[${at}]`;
