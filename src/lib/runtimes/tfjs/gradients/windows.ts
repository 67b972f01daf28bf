import { reshape, slice, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { sidesOf } from '../../../arch/net.ts';
import { nth } from '../kernels/kernel.ts';
import { padded, roll, unshiftWindows as unshiftKernel } from '../kernels/windows.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';

/** Undoing the shift: what was padded is left out. */
export function shiftWindows(args: GradientArguments<'shiftWindows'>): GradientKernel {
	const { op, x } = args;
	const [height = 0, width = 0] = x;
	const { run } = unshiftKernel({
		...args,
		op: { kind: 'unshiftWindows', height, width, shift: op.shift }
	});
	return linearly((dy) => run(dy));
}

/** Shifting again, and zeros where the map was cropped. */
export function unshiftWindows({ op, x }: GradientArguments<'unshiftWindows'>): GradientKernel {
	const { height, width } = op;
	const shift = sidesOf(op.shift);
	const steps = roll(shift, ...shift);
	return linearly((dy) => {
		const rolled = steps.reduce((value: Tensor, step) => step(value), dy);
		return padded(rolled, nth(x, 0) - height, nth(x, 1) - width);
	});
}

/** The four of each position to their places; what was padded is left out. */
export function mergePatches({ x }: GradientArguments<'mergePatches'>): GradientKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
	return linearly((dy) => {
		const four = reshape(dy, [-1, rows, columns, 2, 2, channels]);
		const apart = transpose(four, [0, 1, 4, 2, 3, 5]);
		const map = reshape(apart, [-1, 2 * rows, 2 * columns, channels]);
		return slice(map, [0, 0, 0, 0], [nth(map.shape, 0), height, width, channels]);
	});
}
