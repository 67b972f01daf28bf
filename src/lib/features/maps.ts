import type { Placement } from './placement.ts';
import { positionAt, type Frame } from './places.ts';

/** One channel as it lies on the picture, row by row, and what it is at tokens that lie nowhere. */
export type ChannelMap = Readonly<{
	rows: number;
	columns: number;
	values: Float32Array;
	leading: Float32Array;
}>;

/**
 * A channel of a layer's output on the picture: a rolled map is rolled back, and padding is left out.
 *
 * @param values `[height, width, channels]`, `[tokens, channels]` or `[channels]`
 * @param channels of it
 */
export function channelMap(
	values: Float32Array,
	channels: number,
	channel: number,
	placement: Placement
): ChannelMap {
	const at = (position: number): number => values[position * channels + channel] ?? 0;
	if (placement.kind === 'vector') {
		const { tokens } = placement;
		const row = Float32Array.from({ length: tokens }, (_, i) => at(i));
		return { rows: 1, columns: tokens, values: row, leading: new Float32Array() };
	}
	const { onPicture, leading } = placement;
	const [rows, columns] = onPicture;
	const found = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++)
			found[row * columns + column] = at(positionAt(placement, { row, column }));
	return { rows, columns, values: found, leading: Float32Array.from(leading, (_, i) => at(i)) };
}

/** What of a map lies in a rectangle. */
export function croppedTo({ values, columns, leading }: ChannelMap, frame: Frame): ChannelMap {
	const { top, left, bottom, right } = frame;
	const size = { rows: bottom - top + 1, columns: right - left + 1 };
	const cropped = Float32Array.from({ length: size.rows * size.columns }, (_, i) => {
		const [row, column] = [top + Math.floor(i / size.columns), left + (i % size.columns)];
		return values[row * columns + column] ?? NaN;
	});
	return { ...size, values: cropped, leading };
}
