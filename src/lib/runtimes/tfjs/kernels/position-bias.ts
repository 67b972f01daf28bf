import type { Sides } from '../../../arch/net.ts';
import { biasRow, HIDDEN, shiftRegions } from '../../../arch/ops/window-positions.ts';

/** The bias of every pair of the N positions of a window, `[heads, N, N]`, from the table. */
export function spreadBias(table: Float32Array, window: Sides, heads: number): Float32Array {
	const positions = window[0] * window[1];
	const bias = new Float32Array(heads * positions * positions);
	for (let query = 0; query < positions; query++)
		for (let key = 0; key < positions; key++) {
			const entry = biasRow(query, key, window) * heads;
			for (let head = 0; head < heads; head++)
				bias[(head * positions + query) * positions + key] = table[entry + head] ?? 0;
		}
	return bias;
}

/** What to add to the scores of every window of a shifted map, `[windows, 1, N, N]`. */
export function shiftMask(map: Sides, window: Sides, shift: Sides): Float32Array {
	const positions = window[0] * window[1];
	const regions = shiftRegions(map, window, shift);
	const mask = new Float32Array(regions.length * positions);
	for (let query = 0; query < regions.length; query++) {
		const start = Math.trunc(query / positions) * positions;
		for (let key = 0; key < positions; key++)
			if (regions[query] !== regions[start + key]) mask[query * positions + key] = HIDDEN;
	}
	return mask;
}
