import { sidesOf, type LayerOp } from '../../../arch/net.ts';
import { STANDARDIZED_EPS } from '../../../arch/ops/matrix.ts';
import {
	add,
	concat,
	multiply,
	node,
	reduce,
	reshape,
	scalar,
	transpose,
	type Expression
} from '../expression.ts';
import type { OnnxRow, Taken } from './operation.ts';
import { windowAttributes } from './pools.ts';

/** The weights of each output channel at mean 0 and deviation 1. */
function standardized(weight: Expression): Expression {
	const centred = node('Sub', [weight, reduce('ReduceMean', weight, [1, 2, 3], true)]);
	const variance = reduce('ReduceMean', multiply(centred, centred), [1, 2, 3], true);
	return node('Div', [centred, node('Sqrt', [add(variance, scalar(STANDARDIZED_EPS))])]);
}

export const conv: OnnxRow<'conv'> = {
	layout: 'channels first',
	write({ op, in: shape, x, weight }) {
		const { dilation = 1 } = op;
		const kernels = op.standardized ? standardized(weight('weight')) : weight('weight');
		return node('Conv', [x, kernels, ...(op.bias ? [weight('bias')] : [])], {
			...windowAttributes(op, shape),
			...(dilation > 1 ? { dilations: { ints: sidesOf(dilation) } } : {}),
			group: { int: op.groups }
		});
	}
};

/** Keys have none where queries and values have one. */
function biasOf(
	{ bias, out }: LayerOp<'linear'>,
	weight: Taken<'linear'>['weight']
): readonly Expression[] {
	if (!bias) return [];
	if (bias === true) return [weight('bias')];
	const keys = zeros(out / 3);
	return [concat([weight('../q_bias'), keys, weight('../v_bias')], 0)];
}

const zeros = (length: number): Expression => ({
	kind: 'constant',
	name: `zeros/${length}`,
	type: 'float',
	shape: [length],
	values: () => new Float32Array(length)
});

/** The matrix stays as PyTorch has it, `[out, in]`; runtimes turn it once, when they load the file. */
export const linear: OnnxRow<'linear'> = {
	layout: 'channels last',
	write({ op, x, layout, weight }) {
		const bias = biasOf(op, weight);
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
