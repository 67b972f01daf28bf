import type { Placement } from './placement.ts';

/** A cell of a map as it lies on the picture, counted from 0 at the top left. */
export type Place = Readonly<{ row: number; column: number }>;

type Placed = Extract<Placement, { kind: 'map' }>;

/** Number of the position, among leading tokens and padding, that lies at a place of the picture. */
export function positionAt({ sides, onPicture, rolled, leading }: Placed, place: Place): number {
	const [rows, columns] = onPicture;
	const row = (place.row - rolled[0] + rows) % rows;
	const column = (place.column - rolled[1] + columns) % columns;
	return leading.length + row * sides[1] + column;
}

/** Where a position lies on the picture; `null` for leading tokens and padding. */
export function placeOf({ sides, onPicture, rolled, leading }: Placed, position: number) {
	const [rows, columns] = onPicture;
	const at = position - leading.length;
	const [row, column] = [Math.floor(at / sides[1]), at % sides[1]];
	if (at < 0 || row >= rows || column >= columns) return null;
	return { row: (row + rolled[0]) % rows, column: (column + rolled[1]) % columns };
}

/** Rows and columns of a rectangle of cells, from the first to the last. */
export type Frame = Readonly<{ top: number; left: number; bottom: number; right: number }>;

/** Numbers without gaps between them, from the first to the last. */
function runsOf(numbers: readonly number[]): readonly (readonly [first: number, last: number])[] {
	const runs: [number, number][] = [];
	for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
		const last = runs.at(-1);
		if (last?.[1] === number - 1) last[1] = number;
		else runs.push([number, number]);
	}
	return runs;
}

/** Rectangles of all rows and columns of these places: more than one where a window lies at opposite edges. */
export const framesAround = (places: readonly Place[]): readonly Frame[] =>
	runsOf(places.map(({ row }) => row)).flatMap(([top, bottom]) =>
		runsOf(places.map(({ column }) => column)).map(([left, right]) => ({
			...{ top, left, bottom, right }
		}))
	);
