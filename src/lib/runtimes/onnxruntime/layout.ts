import type { Shape } from '../../arch/net.ts';

/** Values `[batch, rows, columns]` as `[batch, columns, rows]`. */
function swapped(values: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
	const size = rows * columns;
	return Float32Array.from(values, (_, i) => {
		const [image, at] = [Math.trunc(i / size), i % size];
		return values[image * size + (at % rows) * columns + Math.trunc(at / rows)] ?? 0;
	});
}

/** Images `[height, width, channels]`, one after the other, as `[channels, height, width]`. */
export const toChannelsFirst = (
	values: Float32Array,
	[height = 0, width = 0, channels = 0]: Shape
): Float32Array<ArrayBuffer> => swapped(values, height * width, channels);

/** Images `[channels, height, width]`, one after the other, as `[height, width, channels]`. */
export const toChannelsLast = (
	values: Float32Array,
	[height = 0, width = 0, channels = 0]: Shape
): Float32Array<ArrayBuffer> => swapped(values, channels, height * width);
