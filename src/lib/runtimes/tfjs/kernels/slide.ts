import type { backend_util } from '@tensorflow/tfjs-core';
import type { Shape } from '../../../arch/net.ts';
import { slidingAxes, type Sliding } from '../../../arch/ops/windowed.ts';

export type Pads = backend_util.ExplicitPadding;

/** How a kernel slides over a map, in tfjs's words. */
export type Slide = Readonly<{ strides: number; pad: number | Pads; dilations: number }>;

/** Positions before and beyond the rows and the columns of maps, as tfjs takes them. */
export const padsOf = (
	rows: readonly [number, number],
	columns: readonly [number, number]
): Pads => [[0, 0], [...rows], [...columns], [0, 0]];

/** @param x shape of the map that it slides over */
export function slideOf(op: Sliding, [height = 0, width = 0]: Shape): Slide {
	const { stride, padding, dilation = 1 } = op;
	const [rows, columns] = slidingAxes(op, [height, width]);
	// One number is right for square kernels alone: tfjs reckons the width with the kernel's height.
	const pad =
		typeof padding === 'number' && typeof op.kernel === 'number'
			? padding
			: padsOf([rows.before, rows.after], [columns.before, columns.after]);
	return { strides: stride, pad, dilations: dilation };
}
