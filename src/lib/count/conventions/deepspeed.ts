import {
	attentionProducts,
	biasMlp,
	biasOf,
	conv,
	frequenciesOnce,
	linear,
	perInput,
	pooledElements,
	scoresOf,
	standardizing,
	unlessGate
} from './amounts.ts';
import type { Amount, Convention, LayerOf } from './convention.ts';

const pooled = (layer: LayerOf<'maxPool'> | LayerOf<'avgPool'>): readonly Amount[] => [
	{ label: 'pooling', count: pooledElements(layer) }
];

/**
 * DeepSpeed's flops profiler (deepspeed/profiling/flops_profiler/profiler.py): patches on PyTorch's
 * functions, two FLOPs for a multiply-accumulate. Its MACs are those of the products alone.
 */
export const deepspeed: Convention = {
	id: 'deepspeed',
	label: 'DeepSpeed',
	unit: 'FLOPs',
	perMac: 2,
	source:
		'https://github.com/deepspeedai/DeepSpeed/blob/master/deepspeed/profiling/flops_profiler/profiler.py',
	summary:
		'Two FLOPs for each multiply-accumulate, biases of convolutions, and operations of norms, activations, pools and softmax.',
	notes: [
		{ text: 'A convolution’s bias counts, a linear layer’s does not.' },
		{
			text: 'It never removes its patches: attention counts once more with every further profile in one process. This is the first.'
		},
		{ text: 'Softmax counts as a function or a module (Swin), not as a tensor’s method (ViT).' },
		{
			text: 'Additions and products written with operators count nothing; layer scale is a mul() and counts.'
		},
		{ text: 'GRN and RMSNorm are made of operators that it does not patch.' }
	],
	rules: {
		conv: (layer) => [...conv(layer), biasOf(layer), ...standardizing(4)(layer)],
		blurPool: conv,
		linear,
		channelConv: conv,
		attention: (layer) => [
			...attentionProducts(layer),
			...biasMlp(layer, { relu: 1 }),
			{ label: 'softmax', count: layer.op.window === null ? 0 : scoresOf(layer) }
		],
		crossAttention: (layer) => attentionProducts(layer),
		rotary: frequenciesOnce(),
		batchNorm: perInput(2, 'norms'),
		layerNorm: perInput(5, 'norms'),
		groupNorm: perInput(5, 'norms'),
		relu: perInput(1, 'activations'),
		// The ReLU inside is a module of PyTorch’s; its square is an operator or not patched.
		squaredRelu: perInput(1, 'activations'),
		gelu: perInput(1, 'activations'),
		geluTanh: perInput(1, 'activations'),
		silu: perInput(1, 'activations'),
		maxPool: pooled,
		avgPool: pooled,
		globalPool: unlessGate(perInput(1, 'pooling')),
		layerScale: (layer) => (layer.op.operator ? [] : perInput(1, 'layer scale')(layer))
	}
};
