import { concat, node, reshape, slice, transpose, whole, type Expression } from '../expression.ts';
import { sidesOf } from '../../../arch/net.ts';
import type { OnnxRow } from './operation.ts';

/** Moves what lies before `at` along an axis of `size` behind the rest, if anything does. */
const rolled = (x: Expression, axis: number, at: number, size: number): Expression =>
	at === 0 || at === size ? x : concat([slice(x, axis, at, size), slice(x, axis, 0, at)], axis);

/** Zeros below and right of a map in channels last. */
const padded = (x: Expression, below: number, right: number): Expression =>
	below + right === 0 ? x : node('Pad', [x, whole(0, 0, 0, 0, 0, below, right, 0)]);

const missing = (size: number, window: number): number => (window - (size % window)) % window;

export const shiftWindows: OnnxRow<'shiftWindows'> = {
	layout: 'channels last',
	write({ op, in: [height = 0, width = 0], x }) {
		const [[high, wide], [down, across]] = [sidesOf(op.window), sidesOf(op.shift)];
		const moved = rolled(rolled(x, 1, down, height), 2, across, width);
		return padded(moved, missing(height, high), missing(width, wide));
	}
};

export const unshiftWindows: OnnxRow<'unshiftWindows'> = {
	layout: 'channels last',
	write({ op: { height, width, shift }, in: [padded = 0, wide = 0], x }) {
		const [down, across] = sidesOf(shift);
		const lower = padded > height ? slice(x, 1, 0, height) : x;
		const cropped = wide > width ? slice(lower, 2, 0, width) : lower;
		return rolled(rolled(cropped, 1, height - down, height), 2, width - across, width);
	}
};

/** PyTorch's order of the four: down a column first, then the next column. */
export const mergePatches: OnnxRow<'mergePatches'> = {
	layout: 'channels last',
	write({ in: [height = 0, width = 0, channels = 0], x }) {
		const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
		const even = padded(x, height % 2, width % 2);
		const apart = reshape(even, [-1, rows, 2, columns, 2, channels]);
		return reshape(transpose(apart, [0, 1, 3, 4, 2, 5]), [-1, rows, columns, 4 * channels]);
	}
};
