import {
	add,
	concat,
	depthwiseConv2d,
	fused,
	reshape,
	split,
	sum,
	tensor1d,
	tensor4d,
	transpose,
	unstack,
	type Tensor,
	type Tensor1D,
	type Tensor4D
} from '@tensorflow/tfjs-core';
import { sidesOf, type LayerOp, type Shape, type Sides } from '../../../arch/net.ts';
import { extentOf } from '../../../arch/ops/windowed.ts';
import {
	convFilter,
	filtersByGroup,
	filtersByMember,
	spreadKernels,
	widenedFilter
} from '../../plan/weight-layouts.ts';
import { arrangementOf, type Arrangement } from '../../plan/conv-arrangement.ts';
import { slideOf, type Slide } from './slide.ts';
import { after, asMaps, nth, type KernelArguments, type CompiledKernel } from './kernel.ts';

/** A convolution with its padding and gaps as tfjs takes them. */
type Slid = Readonly<{ op: LayerOp<'conv'>; slide: Slide }>;
type Sizes = Readonly<{ out: number; into: number; kernel: Sides; taps: number; groups: number }>;
type Filters = readonly Tensor4D[];
type Ending = 'linear' | 'relu';

interface Variant {
	/** Filters from values of shape `[out, in / groups, kh, kw]`. */
	filters(values: Float32Array, sizes: Sizes): Tensor4D[];
	/** `ending`: only dense and depthwise ones are asked for another than linear. */
	run(op: Slid, x: Tensor4D, filters: Filters, bias: Tensor1D | undefined, ending: Ending): Tensor;
}

const depthwise = (x: Tensor4D, filter: Tensor4D, { strides, pad, dilations }: Slide): Tensor4D =>
	depthwiseConv2d(x, filter, strides, pad, 'NHWC', dilations);

const withBias = (y: Tensor, bias: Tensor1D | undefined): Tensor =>
	bias ? after(add(y, bias), y) : y;

const variants: { readonly [A in Arrangement]: Variant } = {
	dense: {
		filters: (values, { out, into, kernel, taps }) => [
			tensor4d(convFilter(values, out, into, taps), [...kernel, into, out])
		],
		run: ({ slide }, x, filters, bias, activation) =>
			fused.conv2d({
				x,
				filter: nth(filters, 0),
				...slide,
				activation,
				...(bias ? { bias } : {})
			})
	},
	depthwise: {
		filters: (values, { out, kernel, taps, groups }) => [
			tensor4d(convFilter(values, out, 1, taps), [...kernel, groups, out / groups])
		],
		run: ({ slide }, x, filters, bias, activation) =>
			fused.depthwiseConv2d({
				x,
				filter: nth(filters, 0),
				...slide,
				// It takes uneven padding as other convolutions do; its types leave that out.
				pad: slide.pad as number,
				activation,
				...(bias ? { bias } : {})
			})
	},
	split: {
		filters: (values, sizes) =>
			filtersByGroup(values, sizes).map((filter) =>
				tensor4d(filter, [...sizes.kernel, sizes.into, sizes.out / sizes.groups])
			),
		run({ slide }, x, filters, bias) {
			const outputs = split<Tensor4D>(x, filters.length, 3).map((part, group) =>
				after(fused.conv2d({ x: part, filter: nth(filters, group), ...slide }), part)
			);
			return withBias(after(concat(outputs, 3), ...outputs), bias);
		}
	},
	members: {
		filters: (values, sizes) =>
			filtersByMember(values, sizes).map((filter) =>
				tensor4d(filter, [...sizes.kernel, sizes.groups, sizes.out / sizes.groups])
			),
		run({ op: { groups }, slide }, x, filters, bias) {
			const [batch, height, width] = x.shape;
			const grouped = reshape(x, [batch * height * width, groups, filters.length]);
			const byMember = after(transpose(grouped, [2, 0, 1]), grouped);
			const parts = unstack(byMember);
			byMember.dispose();
			const convolved = (part: Tensor, member: number): Tensor => {
				const map = asMaps(after(reshape(part, [batch, height, width, groups]), part));
				return after(depthwise(map, nth(filters, member), slide), map);
			};
			let total = convolved(nth(parts, 0), 0);
			for (let member = 1; member < parts.length; member++) {
				const term = convolved(nth(parts, member), member);
				total = after(add(total, term), total, term);
			}
			return withBias(total, bias);
		}
	},
	widened: {
		filters: (values, sizes) => {
			const { kernel, groups, into, out } = sizes;
			const shape: [number, number, number, number] = [...kernel, groups * into, out / groups];
			return [tensor4d(widenedFilter(values, sizes), shape)];
		},
		run({ op: { groups, out }, slide }, x, filters, bias) {
			const products = depthwise(x, nth(filters, 0), slide);
			const [batch, height, width] = products.shape;
			const members = x.shape[3] / groups;
			const apart = after(reshape(products, [-1, groups, members, out / groups]), products);
			const summed = after(sum(apart, 2), apart);
			return withBias(after(reshape(summed, [batch, height, width, out]), summed), bias);
		}
	}
};

/** tfjs takes strides or gaps, never both: then the kernel is spread, with zeros for its gaps. */
function slidAsCan(op: LayerOp<'conv'>, x: Shape, weight: Float32Array) {
	const slide = slideOf(op, x);
	const { dilation = 1, stride } = op;
	const kernel = sidesOf(op.kernel);
	if (dilation === 1 || stride === 1) return { kernel, weight, slide };
	const extent = (side: number): number => extentOf({ kernel: side, dilation });
	return {
		kernel: [extent(kernel[0]), extent(kernel[1])] as const,
		weight: spreadKernels(weight, kernel, dilation),
		slide: { ...slide, dilations: 1 }
	};
}

/** Every convolution: dense, depthwise and grouped at any cardinality, odd or even kernels. */
export function conv({
	op,
	x,
	values,
	backend,
	relu = false
}: KernelArguments<'conv'>): CompiledKernel {
	const channels = x[2] ?? 0;
	const { out, groups } = op;
	const variant = variants[arrangementOf(op, channels, backend)];
	const own = nth(values, 0);
	const { kernel, weight, slide } = slidAsCan(op, x, own);
	const taps = kernel[0] * kernel[1];
	const filters = variant.filters(weight, { out, into: channels / groups, kernel, taps, groups });
	const bias = op.bias ? tensor1d(nth(values, 1)) : undefined;
	return {
		params: bias ? [...filters, bias] : filters,
		fill: weight.length - own.length,
		buffers: [],
		run: (input) =>
			variant.run({ op, slide }, asMaps(input), filters, bias, relu ? 'relu' : 'linear')
	};
}
