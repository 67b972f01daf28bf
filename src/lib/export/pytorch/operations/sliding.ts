import type { LayerOp, PerAxis } from '../../../arch/net.ts';
import { isPointwise } from '../../../arch/ops/matrix.ts';
import type { Sliding } from '../../../arch/ops/windowed.ts';
import { channelCount, count, option, py, type Line, type Slot } from '../line.ts';
import { first, dim, module, biasArgument, type TorchRow } from './row.ts';

/** A kernel's side, or both as a pair. */
const sidesArgument = (value: PerAxis, hint: string): Line =>
	typeof value === 'number'
		? py`${count(value, hint)}`
		: py`(${count(value[0], `${hint}_height`)}, ${count(value[1], `${hint}_width`)})`;

/** PyTorch's default stride of a pool, where it is a number. */
const sideOf = (kernel: PerAxis): number => (typeof kernel === 'number' ? kernel : NaN);

/** PyTorch's class, or that of `helpers.ts` which pads as TensorFlow does. */
const classOf = (name: string, { padding, kernel, stride }: Sliding): string =>
	padding === 'same' && !(stride === 1 && isPointwise(kernel)) ? `${name}Same` : `nn.${name}`;

function paddingOf({ padding }: Sliding): Line {
	if (padding === 'same') return py``;
	if (typeof padding === 'number') return py`${option('padding', padding, 0, 'half')}`;
	const half = (value: number): Slot => ({ role: 'half', value, hint: 'padding' });
	return py`, padding=(${half(padding[0])}, ${half(padding[1])})`;
}

const convClassOf = (op: LayerOp<'conv'>): string => {
	if (!op.standardized) return classOf('Conv2d', op);
	return op.padding === 'same' ? 'StdConv2dSame' : 'StdConv2d';
};

export const conv: TorchRow<'conv'> = module(first, (op, x) => {
	const gaps = option('dilation', op.dilation ?? 1, 1);
	const groups = option('groups', op.groups, 1, 'groups');
	const kernel = sidesArgument(op.kernel, 'kernel');
	return py`${convClassOf(op)}(${dim(x)}, ${channelCount(op.out)}, ${kernel}${option('stride', op.stride, 1)}${paddingOf(op)}${gaps}${groups}${biasArgument(op.bias)})`;
});

export const maxPool: TorchRow<'maxPool'> = module(first, (op) => {
	const stride = option('stride', op.stride, sideOf(op.kernel));
	return py`${classOf('MaxPool2d', op)}(${sidesArgument(op.kernel, 'pool')}${stride}${paddingOf(op)})`;
});

export const avgPool: TorchRow<'avgPool'> = module(first, (op) => {
	const stride = option('stride', op.stride, sideOf(op.kernel));
	const ceil = op.ceil ? ', ceil_mode=True' : '';
	const counts = op.countPadding ? '' : ', count_include_pad=False';
	return py`${classOf('AvgPool2d', op)}(${sidesArgument(op.kernel, 'pool')}${stride}${paddingOf(op)}${ceil}${counts})`;
});

export const blurPool: TorchRow<'blurPool'> = module(
	first,
	(op) => py`${op.zeros ? 'BlurPool2dZeros' : 'BlurPool2d'}(${count(op.stride, 'stride')})`
);
