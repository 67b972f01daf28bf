import { pad, reshape, slice, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { asMaps } from '../kernels/kernel.ts';

/** Part of an axis from a place on, which may lie before its first or reach beyond its last. */
export type Stretch = Readonly<{ from: number; length: number }>;

/** Zeros after each position of a map: `[b, h, w, c]` to `[b, h stride, w stride, c]`. */
export function spread(x: Tensor, stride: number): Tensor4D {
	const [batch, height, width, channels] = asMaps(x).shape;
	if (stride === 1) return asMaps(x);
	const after = (value: Tensor): Tensor =>
		pad(value, [
			[0, 0],
			[0, 0],
			[0, stride - 1],
			[0, 0]
		]);
	const wide = after(reshape(x, [batch * height, width, 1, channels]));
	const high = after(reshape(wide, [batch, height, 1, width * stride * channels]));
	return reshape(high, [batch, height * stride, width * stride, channels]);
}

/** A stretch of each axis of a map, zeros where there is none of it. */
export function stretch(x: Tensor, rows: Stretch, columns: Stretch): Tensor {
	const sizes = asMaps(x).shape;
	const along = ({ from, length }: Stretch, axis: 1 | 2) => {
		const begin = Math.max(0, from);
		const end = Math.min(sizes[axis], from + length);
		return { begin, size: end - begin, before: begin - from, after: from + length - end };
	};
	const [down, across] = [along(rows, 1), along(columns, 2)];
	const part = slice(
		x,
		[0, down.begin, across.begin, 0],
		[sizes[0], down.size, across.size, sizes[3]]
	);
	return pad(part, [
		[0, 0],
		[down.before, down.after],
		[across.before, across.after],
		[0, 0]
	]);
}
