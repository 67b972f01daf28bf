import {
	sidesOf,
	sidesText,
	type LayerOp,
	type Padding,
	type PerAxis,
	type Shape
} from '../net.ts';
import { map, ShapeMismatch } from './rule.ts';

/** A kernel that slides over a map. */
export type Sliding = Readonly<{
	kernel: PerAxis;
	stride: number;
	padding: Padding;
	dilation?: number;
	ceil?: true;
}>;

/** How it slides along one axis: the padding is resolved. */
export type SlidingAxis = Readonly<{
	kernel: number;
	stride: number;
	dilation: number;
	/** Positions outside the map, before its first and beyond its last. */
	before: number;
	after: number;
	/** How far the last kernel reaches past those, where sizes are rounded up. */
	beyond: number;
	/** How often the kernel is put down; none below 1. */
	out: number;
}>;

export type SlidingAxes = readonly [rows: SlidingAxis, columns: SlidingAxis];

/** Positions from a kernel's first to its last. */
export const extentOf = ({ kernel, dilation }: Pick<SlidingAxis, 'kernel' | 'dilation'>): number =>
	(kernel - 1) * dilation + 1;

/**
 * PyTorch's rule for convolution and pooling: floor((size + padding - extent) / stride) + 1 places, or
 * rounded up, then without a last one that would begin beyond the map and its padding before.
 */
function placesOf(
	size: number,
	extent: number,
	stride: number,
	pads: Sides,
	ceil: boolean
): number {
	const [before, after] = pads;
	const steps = (size + before + after - extent) / stride;
	if (!ceil) return Math.floor(steps) + 1;
	const places = Math.ceil(steps) + 1;
	return (places - 1) * stride >= size + before ? places - 1 : places;
}

type Sides = readonly [before: number, after: number];

/** TensorFlow's rule, as in timm/layers/padding.py. */
function samePads(size: number, extent: number, stride: number): Sides {
	const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + extent - size);
	const before = Math.floor(total / 2);
	return [before, total - before];
}

/** How a kernel slides along the rows and the columns of a map of these sizes. */
export function slidingAxes(op: Sliding, [height, width]: readonly [number, number]): SlidingAxes {
	const { stride, padding, dilation = 1 } = op;
	const kernels = sidesOf(op.kernel);
	const paddings = padding === 'same' ? null : sidesOf(padding);
	const along = (size: number, at: 0 | 1): SlidingAxis => {
		const kernel = kernels[at];
		const extent = extentOf({ kernel, dilation });
		const pads: Sides = paddings ? [paddings[at], paddings[at]] : samePads(size, extent, stride);
		const [before, after] = pads;
		const out = placesOf(size, extent, stride, pads, op.ceil === true);
		const reach = (out - 1) * stride + extent - size - before;
		const beyond = Math.max(0, reach - after);
		return { kernel, stride, dilation, before, after, beyond, out };
	};
	return [along(height, 0), along(width, 1)];
}

/** Elements of a map and its padding. */
export function paddedElements(op: Sliding, [height = 0, width = 0, channels = 0]: Shape): number {
	const [rows, columns] = slidingAxes(op, [height, width]);
	return (height + rows.before + rows.after) * (width + columns.before + columns.after) * channels;
}

/** Whether an average takes padding for zeros, and there is any. */
export const countsPadding = (op: LayerOp<'avgPool'>, x: Shape): boolean =>
	op.countPadding && paddedElements(op, x) > paddedElements({ ...op, padding: 0 }, x);

/** The kernel with which an operation slides over its map; `null` where it has none. */
export function slidingOf(op: LayerOp): Sliding | null {
	switch (op.kind) {
		case 'conv':
		case 'maxPool':
		case 'avgPool':
			return op;
		case 'blurPool':
			return blurring(op);
		default:
			return null;
	}
}

/** Shares of three neighbours along each axis of a blur: binomial, (1/2 + 1/2)². */
export const BLUR = [0.25, 0.5, 0.25] as const;

/** As in timm/layers/blur_pool.py: padded by half of what the kernel and the stride reach over. */
export const blurring = ({ stride }: LayerOp<'blurPool'>): Sliding => ({
	kernel: BLUR.length,
	stride,
	padding: (stride - 1 + BLUR.length - 1) >> 1
});

/** The output's shape. */
export function windowed(what: string, x: Shape, out: number, op: Sliding): Shape {
	const [height, width] = map(x);
	const [rows, columns] = slidingAxes(op, [height, width]);
	if (rows.out < 1 || columns.out < 1) {
		const { kernel, padding, dilation = 1 } = op;
		const dilated = dilation > 1 ? `, dilated by ${dilation},` : '';
		const isPadded = padding !== 'same' && Math.max(...sidesOf(padding)) > 0;
		const size = isPadded && (typeof padding === 'number' ? padding : sidesText(padding));
		throw new ShapeMismatch(
			'map',
			`a ${sidesText(kernel)} ${what}${dilated} does not fit the ${height} × ${width} map${isPadded ? `, padded by ${size}` : ''}`
		);
	}
	return [rows.out, columns.out, out];
}
