import { interpolateViridis, rgb } from 'd3';

const STEPS = 256;

/** Viridis: as light as a value is high, for any eyes and in grey (Smith and van der Walt, 2015). */
const SCALE = Array.from({ length: STEPS }, (_, i) => rgb(interpolateViridis(i / (STEPS - 1))));

/** From what value to what value colours go. */
export type Range = readonly [low: number, high: number];

/** Rows of red, green, blue and alpha; what is no number is clear. */
export function coloured(values: Float32Array, [low, high]: Range): Uint8ClampedArray<ArrayBuffer> {
	const pixels = new Uint8ClampedArray(4 * values.length);
	const scale = high > low ? (STEPS - 1) / (high - low) : 0;
	values.forEach((value, at) => {
		const step = Math.max(0, Math.min(STEPS - 1, Math.round((value - low) * scale)));
		const colour = SCALE[step];
		if (!colour) return;
		pixels.set([colour.r, colour.g, colour.b, 255], 4 * at);
	});
	return pixels;
}

/** The scale as a CSS gradient, from low to high. */
export const GRADIENT = `linear-gradient(to right, ${SCALE.filter((_, i) => i % 15 === 0).join(', ')})`;
