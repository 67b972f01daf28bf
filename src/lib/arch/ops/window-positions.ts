/** Where the positions of a window stand to one another (Swin, arXiv 2103.14030). */

/**
 * Row of the bias table `[(2 window - 1)², heads]` for a query and a key of a window, both numbered
 * row by row: an entry belongs to the distance from key to query.
 */
export function biasRow(query: number, key: number, window: number): number {
	const down = Math.trunc(query / window) - Math.trunc(key / window) + window - 1;
	const across = (query % window) - (key % window) + window - 1;
	return down * (2 * window - 1) + across;
}

/** Too little for softmax to see; what timm and the authors' code add. */
export const HIDDEN = -100;

/**
 * The region of every position of a shifted map, window by window, `[windows, N]`: the shift brings
 * rows and columns from opposite edges into one window, and positions of different regions must not
 * see each other.
 */
export function shiftRegions(
	[height, width]: readonly [height: number, width: number],
	window: number,
	shift: number
): Uint8Array {
	// Before the last row of windows, in it, and what the shift brought around the edge.
	const band = (at: number, size: number): number =>
		at < size - window ? 0 : at < size - shift ? 1 : 2;
	const positions = window * window;
	const across = width / window;
	const regions = new Uint8Array(height * width);
	for (let i = 0; i < regions.length; i++) {
		const [index, position] = [Math.trunc(i / positions), i % positions];
		const row = Math.trunc(index / across) * window + Math.trunc(position / window);
		const column = (index % across) * window + (position % window);
		regions[i] = 3 * band(row, height) + band(column, width);
	}
	return regions;
}
