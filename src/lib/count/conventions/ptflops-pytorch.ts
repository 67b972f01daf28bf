import { elements } from '../../arch/ops.ts';
import {
	biasMlp,
	conv,
	convAndBias,
	isOwnConv,
	isOwnPadded,
	isTorchOwn,
	linearAndBias,
	perInput,
	pooledElements,
	scoresOf,
	unlessGate
} from './amounts.ts';
import type { Amount, Convention, LayerOf } from './convention.ts';

/**
 * `timm_attention_counter_hook`: scaling the queries, both products and the softmax, fused or not.
 * Swin's attention is another class, of which only the softmax is seen, being a module.
 */
function attention(layer: LayerOf<'attention'>): readonly Amount[] {
	const scores: Amount = { label: 'softmax', count: scoresOf(layer) };
	// Of timm's other classes it sees the linear layers alone.
	if (layer.op.module) return [];
	if (layer.op.window !== null) return [scores, ...biasMlp(layer, { biases: true, relu: 2 })];
	return [
		{ label: 'query scaling', count: elements(layer.out) },
		{ label: 'attention products', count: layer.macs },
		scores
	];
}

/** The function's patch, which sees what a class of timm's has padded, and the hook of PyTorch's class. */
const pooled = (layer: LayerOf<'maxPool'> | LayerOf<'avgPool'>): readonly Amount[] => [
	{ label: 'pooling', count: (isOwnPadded(layer.op) ? 1 : 2) * pooledElements(layer) }
];

/**
 * ptflops with `backend='pytorch'` (ptflops/pytorch_ops.py): hooks on modules of exactly the classes
 * in its table, and patches on functions. Where a module calls a patched function, both count.
 */
export const ptflopsPytorch: Convention = {
	id: 'ptflops-pytorch',
	label: 'ptflops, pytorch',
	unit: 'MACs',
	perMac: 1,
	source: 'https://github.com/sovrasov/flops-counter.pytorch/blob/master/ptflops/pytorch_ops.py',
	summary:
		'Multiply-accumulates with biases, plus operations of the norms, activations and pools whose classes it knows.',
	notes: [
		{
			text: 'Activations and pools of PyTorch’s own classes count twice: the module’s hook and the function’s both fire. timm’s GELU class counts once.',
			source: 'https://github.com/sovrasov/flops-counter.pytorch/issues/139'
		},
		{
			text: 'timm’s own norm classes (ConvNeXt, ViT) count nothing; BatchNorm2d and Swin’s nn.LayerNorm do.'
		},
		{
			text: 'Convolutions with TensorFlow’s padding are a class of timm’s that it does not know, and count nothing; so do blurs.'
		},
		{
			text: 'In ViT it has a hook for the attention module as a whole, and the two linear layers inside are lost.'
		},
		{ text: 'In Swin the products of attention are written with @, which it does not see.' },
		{
			text: 'Additions and products written with operators count nothing; layer scale is a mul() and counts.'
		}
	],
	rules: {
		conv: (layer) => (isOwnConv(layer) ? [] : convAndBias(layer)),
		linear: (layer, { insideAttention }) => (insideAttention(layer) ? [] : linearAndBias(layer)),
		channelConv: conv,
		attention,
		batchNorm: perInput(2, 'norms'),
		layerNorm: (layer) => (isTorchOwn(layer) ? perInput(1, 'norms')(layer) : []),
		relu: perInput(2, 'activations'),
		squaredRelu: perInput(2, 'activations'),
		// nn.ReLU6 calls F.hardtanh, which is not among the functions.
		relu6: perInput(1, 'activations'),
		gelu: (layer) => perInput(isTorchOwn(layer) ? 2 : 1, 'activations')(layer),
		geluTanh: perInput(1, 'activations'),
		// nn.SiLU is missing among the modules, F.silu is there among the functions.
		silu: perInput(1, 'activations'),
		maxPool: pooled,
		avgPool: pooled,
		globalPool: unlessGate(perInput(2, 'pooling')),
		layerScale: (layer) => (layer.op.operator ? [] : perInput(1, 'layer scale')(layer))
	}
};
