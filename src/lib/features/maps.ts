import type { Placement } from './placement.ts';

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
	const { sides, rolled, onPicture, leading } = placement;
	const [, width] = sides;
	const [rows, columns] = onPicture;
	const found = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row++) {
		const from = ((row - rolled[0] + rows) % rows) * width;
		for (let column = 0; column < columns; column++)
			found[row * columns + column] = at(
				leading.length + from + ((column - rolled[1] + columns) % columns)
			);
	}
	return { rows, columns, values: found, leading: Float32Array.from(leading, (_, i) => at(i)) };
}
