import type { Sides } from '../net.ts';

/** Where the positions of a window stand to one another (Swin, arXiv 2103.14030). */

/**
 * Row of the bias table `[(2 height - 1) (2 width - 1), heads]` for a query and a key of a window,
 * both numbered row by row: an entry belongs to the distance from key to query.
 */
export function biasRow(query: number, key: number, [height, width]: Sides): number {
	const down = Math.trunc(query / width) - Math.trunc(key / width) + height - 1;
	const across = (query % width) - (key % width) + width - 1;
	return down * (2 * width - 1) + across;
}

/** Too little for softmax to see; what timm and the authors' code add. */
export const HIDDEN = -100;

/**
 * The region of every position of a shifted map, window by window, `[windows, N]`: the shift brings
 * rows and columns from opposite edges into one window, and positions of different regions must not
 * see each other.
 */
export function shiftRegions(map: Sides, window: Sides, shift: Sides): Uint8Array {
	// Before the last row of windows, in it, and what the shift brought around the edge.
	const band = (at: number, axis: 0 | 1): number => {
		const size = map[axis];
		return at < size - window[axis] ? 0 : at < size - shift[axis] ? 1 : 2;
	};
	const [height, width] = map;
	const [high, wide] = window;
	const positions = high * wide;
	const across = width / wide;
	const regions = new Uint8Array(height * width);
	for (let i = 0; i < regions.length; i++) {
		const [index, position] = [Math.trunc(i / positions), i % positions];
		const row = Math.trunc(index / across) * high + Math.trunc(position / wide);
		const column = (index % across) * wide + (position % wide);
		regions[i] = 3 * band(row, 0) + band(column, 1);
	}
	return regions;
}
