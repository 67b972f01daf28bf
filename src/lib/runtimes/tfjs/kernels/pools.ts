import {
	avgPool as tfAvgPool,
	depthwiseConv2d,
	maxPool as tfMaxPool,
	mean,
	mirrorPad,
	pad,
	tensor4d,
	type Tensor4D
} from '@tensorflow/tfjs-core';
import { sidesOf, type PerAxis } from '../../../arch/net.ts';
import { BLUR, blurring, countsPadding, slidingAxes } from '../../../arch/ops/windowed.ts';
import { after, asMaps, stateless, type CompiledKernel, type KernelArguments } from './kernel.ts';
import { padsOf, slideOf } from './slide.ts';

const kernelOf = (kernel: PerAxis): [number, number] => [...sidesOf(kernel)];

/** Padding never wins: it counts as minus infinity. */
export function maxPool({ op, x }: KernelArguments<'maxPool'>): CompiledKernel {
	const { strides, pad } = slideOf(op, x);
	return stateless((input) => tfMaxPool(asMaps(input), kernelOf(op.kernel), strides, pad));
}

/** tfjs's own averages leave padding out: what counts as zeros is put there before. */
export function avgPool({ op, x }: KernelArguments<'avgPool'>): CompiledKernel {
	const [height = 0, width = 0] = x;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const averaged = (maps: Tensor4D, pads: ReturnType<typeof padsOf>): Tensor4D =>
		tfAvgPool(maps, kernelOf(op.kernel), op.stride, pads);
	if (!countsPadding(op, x)) {
		const pads = padsOf(
			[rows.before, rows.after + rows.beyond],
			[columns.before, columns.after + columns.beyond]
		);
		return stateless((input) => averaged(asMaps(input), pads));
	}
	const zeros = padsOf([rows.before, rows.after], [columns.before, columns.after]);
	const pads = padsOf([0, rows.beyond], [0, columns.beyond]);
	return stateless((input) => {
		const padded = pad(asMaps(input), zeros);
		return after(averaged(padded, pads), padded);
	});
}

/** A depthwise convolution whose filter is the same for all channels, of a map that is mirrored or has zeros around it. */
export function blurPool({ op, x }: KernelArguments<'blurPool'>): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const sliding = blurring(op);
	const [rows, columns] = slidingAxes(sliding, [height, width]);
	const around = padsOf([rows.before, rows.after], [columns.before, columns.after]);
	const values = BLUR.flatMap((down) =>
		BLUR.flatMap((across) => new Array<number>(channels).fill(down * across))
	);
	const filter = tensor4d(values, [...kernelOf(sliding.kernel), channels, 1]);
	return {
		params: [],
		buffers: [filter],
		run(input) {
			const maps = op.zeros
				? pad(asMaps(input), around)
				: mirrorPad(asMaps(input), around, 'reflect');
			return after(depthwiseConv2d(maps, filter, op.stride, 'valid'), maps);
		}
	};
}

export const globalPool = ({ op }: KernelArguments<'globalPool'>): CompiledKernel =>
	stateless((x) => mean(x, [1, 2], op.keepDims === true));
