import type { Layer } from '../../arch/infer.ts';
import { elements } from '../../arch/ops.ts';
import { attentionSizes } from '../../arch/ops/attention.ts';
import {
	biasMlp,
	conv,
	isOwnConv,
	isOwnPadded,
	isTorchOwn,
	linear,
	perInput,
	scoresOf,
	unlessFunction,
	unlessGate
} from './amounts.ts';
import type { Convention, LayerOf } from './convention.ts';

/** `count_softmax`: k exponentials, k - 1 additions and k divisions for each row of k. */
function softmax(layer: LayerOf<'attention'>): number {
	const { positions } = attentionSizes(layer.op, layer.in);
	return (scoresOf(layer) / positions) * (3 * positions - 1);
}

/** Parameters of modules that have a hook; the others' are not added up. */
function params({ op, params: own }: Layer): number {
	switch (op.kind) {
		case 'conv':
			return isOwnConv({ op }) ? 0 : own;
		case 'linear':
			return op.bias === 'queries and values' ? 0 : own;
		case 'attention':
			return op.continuous ? own : 0;
		case 'channelConv':
		case 'batchNorm':
			return own;
		case 'layerNorm':
			return op.library === 'torch' ? own : 0;
		default:
			return 0;
	}
}

/** thop (thop/profile.py, thop/vision/basic_hooks.py): hooks on modules of exactly the classes in its table. */
export const thop: Convention = {
	id: 'thop',
	label: 'thop',
	unit: 'MACs',
	perMac: 1,
	source: 'https://github.com/Lyken17/pytorch-OpCounter/blob/master/thop/vision/basic_hooks.py',
	summary:
		'Multiply-accumulates without biases, norms at 4 operations an element, average pooling and softmax modules.',
	notes: [
		{ text: 'Attention’s products are no module’s and count nothing.' },
		{
			text: 'A subclass is not found in its table: timm’s norm classes (ConvNeXt, ViT) count nothing, and their parameters are lost.'
		},
		{
			text: 'Convolutions with TensorFlow’s padding and blurs are classes of timm’s that it does not know either.'
		},
		{
			text: 'Parameters that belong to no leaf module are lost: layer scale, position bias tables, class token and position embedding.'
		},
		{
			text: 'In Swin V2 the layer that makes queries, keys and values is called as a function, for its bias: it counts nothing, and its parameters are lost.'
		},
		{
			text: 'It reads torchvision’s Swin-T as 2.98 G and 19.6 M parameters, because linear layers are called there as functions.'
		}
	],
	rules: {
		conv: (layer) => (isOwnConv(layer) ? [] : conv(layer)),
		linear: unlessFunction(linear),
		channelConv: conv,
		// Swin's softmax is a module; ViT's is a tensor's method.
		attention: (layer) =>
			layer.op.window === null
				? []
				: [{ label: 'softmax', count: softmax(layer) }, ...biasMlp(layer)],
		batchNorm: perInput(4, 'norms'),
		layerNorm: (layer) => (isTorchOwn(layer) ? perInput(4, 'norms')(layer) : []),
		avgPool: ({ op, out }) => [{ label: 'pooling', count: isOwnPadded(op) ? 0 : elements(out) }],
		// One addition for each input and one division for each output.
		globalPool: unlessGate(({ in: x, out }) => [
			{ label: 'pooling', count: elements(x) + elements(out) }
		])
	},
	params
};
