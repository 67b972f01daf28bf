import type { Field } from '../../../fields.ts';
import { whole } from '../../common-fields.ts';
import { both, is, options } from '../../choices.ts';
import { outputStrideField } from '../../output-stride.ts';

const isDeep = is('stem', 'deep', 'deep-tiered');
const hasPool = is('stem', 'conv-pool', 'deep', 'deep-tiered');
const inBlock = is('downsample', 'in-block');

/** Fields of the stem, of what halves maps, and of the head. */
export const aroundFields: readonly Field[] = [
	{
		key: 'stem',
		label: 'stem',
		group: 'Stem',
		kind: 'choice',
		options: options(
			['conv-pool', 'conv + pool'],
			['deep', 'deep'],
			['deep-tiered', 'deep, tiered'],
			['plain', '3 × 3'],
			['patchify', 'patchify'],
			['overlap', 'overlapping'],
			['overlap-tiered', 'overlapping, tiered'],
			['overlap-act', 'overlapping, active']
		),
		help: 'How the image enters: 7 × 7 stride 2 and a pool (ResNet), three 3 × 3 in its place (ResNet-D), one 3 × 3 of stride 1 for images of 32 px, one convolution on patches that do not overlap, or two 3 × 3 of stride 2 that do.'
	},
	{
		key: 'patch',
		label: 'patch',
		group: 'Stem',
		kind: 'number',
		...whole(1, 32),
		applies: is('stem', 'patchify'),
		help: 'Side of a patch, px: kernel and stride of the stem.'
	},
	{
		key: 'stemWidth',
		label: 'stem width',
		group: 'Stem',
		kind: 'number',
		...whole(4, 512, 8),
		applies: isDeep,
		help: 'Channels of the deep stem’s second convolution; the third gives twice as many, and a tiered stem’s first three quarters.'
	},
	{
		key: 'stemPool',
		label: 'stem pool',
		group: 'Stem',
		kind: 'choice',
		options: options(['max', 'max'], ['conv', '3 × 3 conv']),
		applies: hasPool,
		help: 'What halves the map at the end of the stem: a max pool, or a convolution with norm and activation (ResNet-RS).'
	},
	{
		key: 'downsample',
		label: 'downsampling',
		group: 'Around',
		kind: 'choice',
		options: options(['in-block', 'in block'], ['separate', 'separate']),
		help: 'Stride 2 in a stage’s first block with a projection on its shortcut, or a 2 × 2 convolution of its own between stages.'
	},
	{
		...outputStrideField,
		applies: ({ depths }) => Array.isArray(depths) && depths.length > 1
	},
	{
		key: 'strideOn',
		label: 'stride on',
		group: 'Around',
		kind: 'choice',
		options: options(['spatial', 'k × k'], ['pointwise', '1 × 1']),
		applies: both(inBlock, is('block', 'bottleneck')),
		help: 'Which of a bottleneck’s convolutions halves the map: the k × k (ResNet v1.5, as in PyTorch), or the 1 × 1 before it (the paper’s ResNet, which is cheaper).'
	},
	{
		key: 'shortcut',
		label: 'shortcut',
		group: 'Around',
		kind: 'choice',
		options: options(['conv', '1 × 1'], ['wide-conv', '3 × 3'], ['average', 'average + 1 × 1']),
		applies: inBlock,
		help: 'How a shortcut halves the map: a convolution of stride 2, which skips positions if it is 1 × 1, or an average before it (ResNet-D).'
	},
	{
		key: 'antialias',
		label: 'anti-aliasing',
		group: 'Around',
		kind: 'choice',
		options: options(['none', 'none'], ['average', 'average'], ['blur', 'blur']),
		applies: (config) => inBlock(config) || hasPool(config),
		help: 'Layers that halve the map take every position, and an average of 2 × 2 or a blur of 3 × 3 skips afterwards: small shifts of the image then change less.'
	},
	{
		key: 'outerNorms',
		label: 'outer norms',
		group: 'Around',
		kind: 'set',
		options: options(['stem', 'stem'], ['downsample', 'down'], ['head', 'head']),
		applies: (config) => config.norm !== 'none',
		help: 'Norms outside the blocks: after the stem, at downsampling, before the classifier.'
	},
	{
		key: 'headNorm',
		label: 'head norm',
		group: 'Around',
		kind: 'choice',
		options: options(['after-pool', 'after pool'], ['before-pool', 'before pool']),
		applies: ({ norm, outerNorms }) =>
			norm !== 'none' && Array.isArray(outerNorms) && outerNorms.map(String).includes('head'),
		help: 'Whether the norm before the classifier takes the pooled vector, or the map before the pool.'
	},
	{
		key: 'headHidden',
		label: 'head hidden',
		group: 'Around',
		kind: 'number',
		...whole(0, 8192, 64),
		help: 'Width of a hidden layer with GELU before the classifier; 0 is none.'
	}
];
