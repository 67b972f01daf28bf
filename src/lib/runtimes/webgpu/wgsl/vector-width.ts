/** Floats that a buffer hands out at once: `f32` or `vec4<f32>`. */
export type VectorWidth = 1 | 4;

/** Four floats where channels can be read four at once. */
export const vectorWidthOf = (...channels: readonly number[]): VectorWidth =>
	channels.every((count) => count % 4 === 0) ? 4 : 1;

export const typeOf = (vectorWidth: VectorWidth): string =>
	vectorWidth === 4 ? 'vec4<f32>' : 'f32';
