import { sidesOf, type Shape, type Sides } from '../../arch/net.ts';
import { isPointwise } from '../../arch/ops/matrix.ts';
import { slidingOf } from '../../arch/ops/windowed.ts';
import type { Field, Patch } from '../../count/receptive-field/receptive-field.ts';

/** A unit of a map, counted from 0 at the top left. */
export type Unit = Readonly<{ row: number; column: number }>;

const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value));

/** A unit some rows and columns further, inside the map. */
export const movedUnit = (
	unit: Unit,
	rows: number,
	columns: number,
	[h = 1, w = 1]: Shape
): Unit => ({ row: within(unit.row + rows, h), column: within(unit.column + columns, w) });

export const middleOf = ([h = 1, w = 1]: Shape): Unit => ({
	row: Math.floor(h / 2),
	column: Math.floor(w / 2)
});

/** The unit at a place of the drawn map, as shares of its width and height. */
export const unitAt = (x: number, y: number, [h = 1, w = 1]: Shape): Unit => ({
	row: within(Math.floor(y * h), h),
	column: within(Math.floor(x * w), w)
});

/** `28 px`, or height × width where they differ. */
export const pixels = ([height, width]: Sides): string =>
	height === width ? `${height} px` : `${height} × ${width} px`;

/** What units have reached that see as far as the image goes. */
export const reachText = ([height = 0, width = 0]: Shape): string =>
	`a unit sees as far as the image is ${height === width ? '' : 'high and '}wide, ${pixels([height, width])}`;

/** How a layer's receptive field follows from the one before it, in numbers; `null` where it does not grow. */
export function growthText({ layer: { op }, size, jump }: Field): string | null {
	const sliding = slidingOf(op);
	if (!sliding || size === null || isPointwise(sliding.kernel)) return null;
	const kernels = sidesOf(sliding.kernel);
	const { stride, dilation = 1 } = sliding;
	const along = (axis: 0 | 1): string => {
		const before = (jump[axis] * dilation) / stride;
		const kernel = kernels[axis];
		return `${size[axis] - (kernel - 1) * before} + (${kernel} − 1) × ${before} = ${size[axis]} px`;
	};
	const [high, wide] = [along(0), along(1)];
	return high === wide ? wide : `${high} high, ${wide} wide`;
}

/** The receptive field and what of it lies in the image, in words. */
export function seenText({ size, jump }: Field, { top, left, bottom, right }: Patch): string {
	const inside = `${bottom - top} × ${right - left}`;
	const whole = size === null ? '' : `${size[0]} × ${size[1]} px`;
	const apart = pixels(jump);
	const part = whole === `${inside} px` ? '' : `, of which ${inside} px lie in the image`;
	return `Receptive field ${whole}${part}; neighbours are ${apart} apart. Theoretical, along the longest path.`;
}
