import { PLACES } from '../../plan/conv-tiles.ts';

/** Three values as the four that they come to: `G g`. */
function spread(
	from: Float64Array,
	at: number,
	step: number,
	to: Float64Array,
	into: number,
	gap: number
): void {
	const a = from[at] ?? 0;
	const b = from[at + step] ?? 0;
	const c = from[at + 2 * step] ?? 0;
	to[into] = a;
	to[into + gap] = (a + b + c) / 2;
	to[into + 2 * gap] = (a - b + c) / 2;
	to[into + 3 * gap] = c;
}

/** Weights `[out, in, 9]` as `G g Gᵀ`, in panels of eight columns: `[16, panels, in, 8]`. */
export function tileWeights(
	values: Float32Array,
	out: number,
	into: number
): Float32Array<ArrayBuffer> {
	const plane = out * into;
	const result = new Float32Array(PLACES * plane);
	const kernel = new Float64Array(9);
	const lines = new Float64Array(12);
	const places = new Float64Array(PLACES);
	for (let o = 0; o < out; o++)
		for (let c = 0; c < into; c++) {
			const start = (o * into + c) * 9;
			for (let tap = 0; tap < 9; tap++) kernel[tap] = values[start + tap] ?? 0;
			for (let j = 0; j < 3; j++) spread(kernel, j, 3, lines, j, 3);
			for (let i = 0; i < 4; i++) spread(lines, 3 * i, 1, places, 4 * i, 1);
			const at = (Math.trunc(o / 8) * into + c) * 8 + (o % 8);
			for (let i = 0; i < PLACES; i++) result[i * plane + at] = places[i] ?? 0;
		}
	return result;
}
