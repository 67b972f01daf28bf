import { add, node, reshape, transpose, type Attributes } from '../expression.ts';
import type { OnnxRow } from './operation.ts';

/** The square window of a convolution or pooling. */
const windowAttributes = (op: { kernel: number; stride: number; padding: number }): Attributes => ({
	kernel_shape: { ints: [op.kernel, op.kernel] },
	strides: { ints: [op.stride, op.stride] },
	pads: { ints: [op.padding, op.padding, op.padding, op.padding] }
});

export const conv: OnnxRow<'conv'> = {
	layout: 'channels first',
	write: ({ op, x, weight }) =>
		node('Conv', [x, weight('weight'), ...(op.bias ? [weight('bias')] : [])], {
			...windowAttributes(op),
			group: { int: op.groups }
		})
};

export const maxPool: OnnxRow<'maxPool'> = {
	layout: 'channels first',
	write: ({ op, x }) => node('MaxPool', [x], windowAttributes(op))
};

/** The matrix stays as PyTorch has it, `[out, in]`; runtimes turn it once, when they load the file. */
export const linear: OnnxRow<'linear'> = {
	layout: 'channels last',
	write({ op, x, layout, weight }) {
		const bias = op.bias ? [weight('bias')] : [];
		if (layout === 'vector')
			return node('Gemm', [x, weight('weight'), ...bias], { transB: { int: 1 } });
		const product = node('MatMul', [x, transpose(weight('weight'), [1, 0])]);
		return bias.reduce(add, product);
	}
};

/** The channels are the positions of a map of one channel, as PyTorch has it. */
export const channelConv: OnnxRow<'channelConv'> = {
	layout: null,
	write({ op, in: [channels = 0], x, weight }) {
		const half = (op.taps - 1) / 2;
		const row = reshape(x, [0, 1, channels]);
		const y = node('Conv', [row, weight('weight')], {
			kernel_shape: { ints: [op.taps] },
			pads: { ints: [half, half] }
		});
		return reshape(y, [0, channels]);
	}
};
