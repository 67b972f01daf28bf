import type { Placement } from './placement.ts';

/** How much each pixel of a network's input moves a unit, as shares of all: rows, then columns. */
export type EffectiveField = Readonly<{ rows: number; columns: number; values: Float32Array }>;

/** A part of a picture, px; it is cut off where the picture ends. */
export type Square = Readonly<{ top: number; left: number; height: number; width: number }>;

/**
 * What gradients at an image are for each pixel: the sum of their absolute values over its channels, added
 * to what is there (Luo et al. 2016, arXiv 1701.04128).
 *
 * @param gradient `[height, width, channels]`, row-major
 * @param sums one for each pixel
 */
export function addAbsolute(gradient: Float32Array, sums: Float64Array): void {
	const channels = gradient.length / sums.length;
	for (let at = 0; at < gradient.length; at++) {
		const pixel = Math.trunc(at / channels);
		sums[pixel] = (sums[pixel] ?? 0) + Math.abs(gradient[at] ?? 0);
	}
}

/** Shares of all; nothing where no pixel moves the unit. */
export function sharesOf(sums: Float64Array): Float32Array {
	const all = sums.reduce((sum, value) => sum + value, 0);
	return Float32Array.from(sums, (value) => (all > 0 ? value / all : 0));
}

/** The row and the column, or the token, of the unit in the middle of a layer's output, as the layer has them. */
export function centralUnit(placement: Placement): readonly number[] {
	if (placement.kind === 'vector') return [0];
	const { sides, onPicture, rolled, leading } = placement;
	const [row = 0, column = 0] = onPicture.map((side, axis) => {
		const middle = Math.floor(side / 2);
		return (middle - (rolled[axis] ?? 0) + side) % side;
	});
	return leading.length > 0 ? [leading.length + row * sides[1] + column] : [row, column];
}

/** Sums of the rectangles that begin at the top left: one row and one column more than the map. */
function summedAreas({ rows, columns, values }: EffectiveField): Float64Array {
	const wide = columns + 1;
	const sums = new Float64Array((rows + 1) * wide);
	for (let row = 0; row < rows; row++) {
		let along = 0;
		for (let column = 0; column < columns; column++) {
			along += values[row * columns + column] ?? 0;
			sums[(row + 1) * wide + column + 1] = (sums[row * wide + column + 1] ?? 0) + along;
		}
	}
	return sums;
}

/**
 * The smallest square that holds a share of the whole field, wherever it lies; of equal ones the one that
 * holds most. `null` where there is no field.
 *
 * @param share of all, above 0 and below 1
 */
export function smallestSquare(field: EffectiveField, share: number): Square | null {
	const { rows, columns } = field;
	const sums = summedAreas(field);
	const wide = columns + 1;
	const most = (side: number): Readonly<{ held: number; square: Square }> => {
		const [height, width] = [Math.min(side, rows), Math.min(side, columns)];
		let [held, top, left] = [-1, 0, 0];
		for (let row = 0; row + height <= rows; row++)
			for (let column = 0; column + width <= columns; column++) {
				const at = row * wide + column;
				const below = at + height * wide;
				const sum =
					(sums[below + width] ?? 0) -
					(sums[below] ?? 0) -
					(sums[at + width] ?? 0) +
					(sums[at] ?? 0);
				if (sum > held) [held, top, left] = [sum, row, column];
			}
		return { held, square: { top, left, height, width } };
	};
	const all = sums.at(-1) ?? 0;
	if (all <= 0) return null;
	let [low, high] = [1, Math.max(rows, columns)];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (most(middle).held >= share * all) high = middle;
		else low = middle + 1;
	}
	return most(low).square;
}
