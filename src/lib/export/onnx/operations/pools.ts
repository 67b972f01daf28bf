import type { Shape } from '../../../arch/net.ts';
import {
	BLUR,
	blurring,
	countsPadding,
	slidingAxes,
	type Sliding,
	type SlidingAxis
} from '../../../arch/ops/windowed.ts';
import { node, whole, type Attributes, type Constant, type Expression } from '../expression.ts';
import type { OnnxRow } from './operation.ts';

type Before = (axis: SlidingAxis) => number;

/** Before the rows and the columns of a map, then after them. */
const padsOf = (axes: readonly SlidingAxis[], before: Before, after: Before): readonly number[] => [
	...axes.map(before),
	...axes.map(after)
];

/** The window of a convolution or pooling, with its padding for maps of this size. */
export function windowAttributes(op: Sliding, [height = 0, width = 0]: Shape): Attributes {
	const axes = slidingAxes(op, [height, width]);
	return {
		kernel_shape: { ints: axes.map(({ kernel }) => kernel) },
		strides: { ints: axes.map(({ stride }) => stride) },
		pads: {
			ints: padsOf(
				axes,
				({ before }) => before,
				({ after, beyond }) => after + beyond
			)
		}
	};
}

/** A map in channels first with so much around it, as ONNX's modes fill it. */
function padded(
	x: Expression,
	[top = 0, left = 0, bottom = 0, right = 0]: readonly number[],
	mode?: 'reflect'
): Expression {
	const pads = whole(0, 0, top, left, 0, 0, bottom, right);
	return node('Pad', [x, pads], mode ? { mode: { text: mode } } : {});
}

export const maxPool: OnnxRow<'maxPool'> = {
	layout: 'channels first',
	write: ({ op, in: shape, x }) => node('MaxPool', [x], windowAttributes(op, shape))
};

/** Padding that counts is put there before, since what kernels reach beyond it does not count. */
export const avgPool: OnnxRow<'avgPool'> = {
	layout: 'channels first',
	write({ op, in: shape, x }) {
		const attributes = windowAttributes(op, shape);
		if (!countsPadding(op, shape)) return node('AveragePool', [x], attributes);
		const axes = slidingAxes(op, [shape[0] ?? 0, shape[1] ?? 0]);
		const zeros = padsOf(
			axes,
			({ before }) => before,
			({ after }) => after
		);
		const beyond = padsOf(
			axes,
			() => 0,
			(axis) => axis.beyond
		);
		return node('AveragePool', [padded(x, zeros)], { ...attributes, pads: { ints: beyond } });
	}
};

const blurFilter = (channels: number): Constant => ({
	kind: 'constant',
	name: `float/blur_${channels}`,
	type: 'float',
	shape: [channels, 1, BLUR.length, BLUR.length],
	values: () => {
		const one = BLUR.flatMap((down) => BLUR.map((across) => down * across));
		return Float32Array.from({ length: channels * one.length }, (_, i) => one[i % one.length] ?? 0);
	}
});

/** A depthwise convolution of the padded map. */
export const blurPool: OnnxRow<'blurPool'> = {
	layout: 'channels first',
	write({ op, in: shape, x }) {
		const [height = 0, width = 0, channels = 0] = shape;
		const axes = slidingAxes(blurring(op), [height, width]);
		const around = padsOf(
			axes,
			({ before }) => before,
			({ after }) => after
		);
		return node(
			'Conv',
			[op.zeros ? padded(x, around) : padded(x, around, 'reflect'), blurFilter(channels)],
			{
				...windowAttributes(blurring(op), shape),
				pads: { ints: [0, 0, 0, 0] },
				group: { int: channels }
			}
		);
	}
};
