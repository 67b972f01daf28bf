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

/**
 * Distances of every entry of the bias table along both axes, `[(2 height - 1) (2 width - 1), 2]`, as
 * the MLP of a continuous bias takes them: -8 to 8 from one end of a window to the other, and of that
 * the logarithm, so that larger windows stay near what was learned (Swin V2, arXiv 2111.09883).
 *
 * @param trained side of the windows that ends are measured by; 0 is these
 */
export function logDistances([height, width]: Sides, trained: number): Float32Array {
	const scaled = (steps: number, side: number): number => {
		const distance = (8 * steps) / ((trained || side) - 1);
		return (Math.sign(distance) * Math.log2(Math.abs(distance) + 1)) / 3;
	};
	const across = 2 * width - 1;
	const values = new Float32Array(2 * (2 * height - 1) * across);
	for (let i = 0; i < values.length / 2; i++) {
		values[2 * i] = scaled(Math.trunc(i / across) - height + 1, height);
		values[2 * i + 1] = scaled((i % across) - width + 1, width);
	}
	return values;
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
