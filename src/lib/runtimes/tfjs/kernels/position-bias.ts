import { biasRow, HIDDEN, shiftRegions } from '../../../arch/ops/window-positions.ts';

/** The bias of every pair of positions of a window, `[heads, N, N]` with N = window², from the table. */
export function spreadBias(table: Float32Array, window: number, heads: number): Float32Array {
	const positions = window * window;
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
export function shiftMask(
	map: readonly [height: number, width: number],
	window: number,
	shift: number
): Float32Array {
	const positions = window * window;
	const regions = shiftRegions(map, window, shift);
	const mask = new Float32Array(regions.length * positions);
	for (let query = 0; query < regions.length; query++) {
		const start = Math.trunc(query / positions) * positions;
		for (let key = 0; key < positions; key++)
			if (regions[query] !== regions[start + key]) mask[query * positions + key] = HIDDEN;
	}
	return mask;
}
