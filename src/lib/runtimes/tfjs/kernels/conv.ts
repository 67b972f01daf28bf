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
import type { LayerOp } from '../../../arch/net.ts';
import {
	convFilter,
	filtersByGroup,
	filtersByMember,
	widenedFilter
} from '../../plan/weight-layouts.ts';
import { arrangementOf, type Arrangement } from '../../plan/conv-arrangement.ts';
import { after, asMaps, nth, type KernelArguments, type CompiledKernel } from './kernel.ts';

type Conv = LayerOp<'conv'>;
type Sizes = Readonly<{ out: number; into: number; kernel: number; groups: number }>;
type Filters = readonly Tensor4D[];
type Ending = 'linear' | 'relu';

interface Variant {
	/** Filters from values of shape `[out, in / groups, k, k]`. */
	filters(values: Float32Array, sizes: Sizes): Tensor4D[];
	/** `ending`: only dense and depthwise ones are asked for another than linear. */
	run(op: Conv, x: Tensor4D, filters: Filters, bias: Tensor1D | undefined, ending: Ending): Tensor;
}

const withBias = (y: Tensor, bias: Tensor1D | undefined): Tensor =>
	bias ? after(add(y, bias), y) : y;

const variants: { readonly [A in Arrangement]: Variant } = {
	dense: {
		filters: (values, { out, into, kernel }) => [
			tensor4d(convFilter(values, out, into, kernel), [kernel, kernel, into, out])
		],
		run: ({ stride, padding }, x, filters, bias, activation) =>
			fused.conv2d({
				x,
				filter: nth(filters, 0),
				strides: stride,
				pad: padding,
				activation,
				...(bias ? { bias } : {})
			})
	},
	depthwise: {
		filters: (values, { out, kernel, groups }) => [
			tensor4d(convFilter(values, out, 1, kernel), [kernel, kernel, groups, out / groups])
		],
		run: ({ stride, padding }, x, filters, bias, activation) =>
			fused.depthwiseConv2d({
				x,
				filter: nth(filters, 0),
				strides: stride,
				pad: padding,
				activation,
				...(bias ? { bias } : {})
			})
	},
	split: {
		filters: (values, sizes) =>
			filtersByGroup(values, sizes).map((filter) =>
				tensor4d(filter, [sizes.kernel, sizes.kernel, sizes.into, sizes.out / sizes.groups])
			),
		run({ stride, padding }, x, filters, bias) {
			const outputs = split<Tensor4D>(x, filters.length, 3).map((part, group) =>
				after(
					fused.conv2d({ x: part, filter: nth(filters, group), strides: stride, pad: padding }),
					part
				)
			);
			return withBias(after(concat(outputs, 3), ...outputs), bias);
		}
	},
	members: {
		filters: (values, sizes) =>
			filtersByMember(values, sizes).map((filter) =>
				tensor4d(filter, [sizes.kernel, sizes.kernel, sizes.groups, sizes.out / sizes.groups])
			),
		run({ stride, padding, groups }, x, filters, bias) {
			const [batch, height, width] = x.shape;
			const grouped = reshape(x, [batch * height * width, groups, filters.length]);
			const byMember = after(transpose(grouped, [2, 0, 1]), grouped);
			const parts = unstack(byMember);
			byMember.dispose();
			const convolved = (part: Tensor, member: number): Tensor => {
				const map = asMaps(after(reshape(part, [batch, height, width, groups]), part));
				return after(depthwiseConv2d(map, nth(filters, member), stride, padding), map);
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
			const shape: [number, number, number, number] = [kernel, kernel, groups * into, out / groups];
			return [tensor4d(widenedFilter(values, sizes), shape)];
		},
		run({ stride, padding, groups, out }, x, filters, bias) {
			const products = depthwiseConv2d(x, nth(filters, 0), stride, padding);
			const [batch, height, width] = products.shape;
			const members = x.shape[3] / groups;
			const apart = after(reshape(products, [-1, groups, members, out / groups]), products);
			const summed = after(sum(apart, 2), apart);
			return withBias(after(reshape(summed, [batch, height, width, out]), summed), bias);
		}
	}
};

/** Every convolution: dense, depthwise and grouped at any cardinality, odd or even kernels. */
export function conv({
	op,
	x,
	values,
	backend,
	relu = false
}: KernelArguments<'conv'>): CompiledKernel {
	const channels = x[2] ?? 0;
	const { out, kernel, groups } = op;
	const variant = variants[arrangementOf(op, channels, backend)];
	const filters = variant.filters(nth(values, 0), { out, into: channels / groups, kernel, groups });
	const bias = op.bias ? tensor1d(nth(values, 1)) : undefined;
	return {
		params: bias ? [...filters, bias] : filters,
		buffers: [],
		run: (input) => variant.run(op, asMaps(input), filters, bias, relu ? 'relu' : 'linear')
	};
}
