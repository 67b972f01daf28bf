/**
 * The bias of every pair of positions of a window, `[heads, N, N]` with N = window², from the learned
 * table `[(2 window - 1)², heads]`: an entry belongs to the distance from key to query, row by row.
 */
export function spreadBias(table: Float32Array, window: number, heads: number): Float32Array {
	const positions = window * window;
	const span = 2 * window - 1;
	const bias = new Float32Array(heads * positions * positions);
	for (let query = 0; query < positions; query++)
		for (let key = 0; key < positions; key++) {
			const rows = Math.trunc(query / window) - Math.trunc(key / window) + window - 1;
			const columns = (query % window) - (key % window) + window - 1;
			const entry = (rows * span + columns) * heads;
			for (let head = 0; head < heads; head++)
				bias[(head * positions + query) * positions + key] = table[entry + head] ?? 0;
		}
	return bias;
}

/** Too little for softmax to see; what timm and the authors' code add. */
const HIDDEN = -100;

/**
 * What to add to the scores of every window of a shifted map, `[windows, 1, N, N]`: the shift brings
 * rows and columns from opposite edges into one window, and they must not see each other.
 */
export function shiftMask(
	[height, width]: readonly [height: number, width: number],
	window: number,
	shift: number
): Float32Array {
	// Before the last row of windows, in it, and what the shift brought around the edge.
	const band = (at: number, size: number): number =>
		at < size - window ? 0 : at < size - shift ? 1 : 2;
	const positions = window * window;
	const [down, across] = [height / window, width / window];
	const mask = new Float32Array(down * across * positions * positions);
	const regions = new Uint8Array(positions);
	for (let index = 0; index < down * across; index++) {
		const [top, left] = [Math.trunc(index / across) * window, (index % across) * window];
		for (let i = 0; i < positions; i++)
			regions[i] =
				3 * band(top + Math.trunc(i / window), height) + band(left + (i % window), width);
		for (let query = 0; query < positions; query++)
			for (let key = 0; key < positions; key++)
				if (regions[query] !== regions[key])
					mask[(index * positions + query) * positions + key] = HIDDEN;
	}
	return mask;
}
