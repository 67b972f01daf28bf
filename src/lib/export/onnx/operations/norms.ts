import type { Expression } from '../expression.ts';
import { add, multiply, node, reduce, reshape, scalar } from '../expression.ts';
import { channelAxis, perChannel, positionAxes, type OnnxRow, type Taken } from './operation.ts';

export const batchNorm: OnnxRow<'batchNorm'> = {
	layout: 'channels first',
	write: ({ op, x, weight }) =>
		node(
			'BatchNormalization',
			[x, weight('weight'), weight('bias'), weight('running_mean'), weight('running_var')],
			{ epsilon: { float: op.eps } }
		)
};

/** A norm of the channels of tokens, or of those of each head by itself. */
function byHead(
	{ op: { heads }, in: shape, x }: Taken<'layerNorm'> | Taken<'rmsNorm'>,
	norm: (x: Expression) => Expression
): Expression {
	if (heads === undefined) return norm(x);
	const channels = shape.at(-1) ?? 0;
	return reshape(norm(reshape(x, [0, 0, heads, channels / heads])), [0, 0, channels]);
}

/** ONNX has it over the last axes only. */
export const layerNorm: OnnxRow<'layerNorm'> = {
	layout: 'channels last',
	write: (taken) =>
		byHead(taken, (x) => {
			const { op, weight } = taken;
			const bias = op.bias === false ? [] : [weight('bias')];
			return node('LayerNormalization', [x, weight('weight'), ...bias], {
				axis: { int: -1 },
				epsilon: { float: op.eps }
			});
		})
};

/** In its parts, since its own operator came with opset 23. */
export const rmsNorm: OnnxRow<'rmsNorm'> = {
	layout: null,
	write(taken) {
		const { op, layout } = taken;
		return byHead(taken, (x) => {
			const square = reduce('ReduceMean', multiply(x, x), [channelAxis(layout)], true);
			const root = node('Sqrt', [add(square, scalar(op.eps))]);
			return multiply(node('Div', [x, root]), perChannel(taken, 'weight'));
		});
	}
};

/** PyTorch's variance is that of a sample: its sum of squares is over one channel fewer. */
export const simpleNorm: OnnxRow<'simpleNorm'> = {
	layout: null,
	write(taken) {
		const { op, in: shape, x, layout } = taken;
		const [axis, channels] = [channelAxis(layout), shape.at(-1) ?? 0];
		const centred = node('Sub', [x, reduce('ReduceMean', x, [axis], true)]);
		const square = reduce('ReduceMean', multiply(centred, centred), [axis], true);
		const variance = multiply(square, scalar(channels / (channels - 1)));
		const root = node('Sqrt', [add(variance, scalar(op.eps))]);
		return multiply(node('Div', [x, root]), perChannel(taken, 'weight'));
	}
};

const constantOf = (value: number, length: number): Expression => ({
	kind: 'constant',
	name: `float/${value}_x${length}`,
	type: 'float',
	shape: [length],
	values: () => new Float32Array(length).fill(value)
});

/** Each group as one channel of an instance norm, as PyTorch exports it. */
export const groupNorm: OnnxRow<'groupNorm'> = {
	layout: 'channels first',
	write(taken) {
		const { op, in: shape, x, layout } = taken;
		const channels = shape.at(-1) ?? 0;
		const grouped = reshape(x, [0, op.groups, -1]);
		const normed = node(
			'InstanceNormalization',
			[grouped, constantOf(1, op.groups), constantOf(0, op.groups)],
			{ epsilon: { float: op.eps } }
		);
		const back = layout === 'vector' ? [0, channels] : [0, channels, ...shape.slice(0, -1)];
		const restored = reshape(normed, back);
		const scaled = multiply(restored, perChannel(taken, 'weight'));
		return op.bias === false ? scaled : add(scaled, perChannel(taken, 'bias'));
	}
};

export const grn: OnnxRow<'grn'> = {
	layout: null,
	write(taken) {
		const { op, x, layout } = taken;
		const norms = reduce('ReduceL2', x, positionAxes(layout), true);
		const mean = add(reduce('ReduceMean', norms, [channelAxis(layout)], true), scalar(op.eps));
		const scaled = multiply(x, node('Div', [norms, mean]));
		const response = add(multiply(scaled, perChannel(taken, 'weight')), perChannel(taken, 'bias'));
		return add(x, response);
	}
};
