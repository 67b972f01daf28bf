import type { ImageWishes, Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { ConvNetConfig } from './config.ts';

const each = <T>(value: T): readonly T[] => [value, value, value, value];
const doubling = (width: number): readonly number[] => [width, 2 * width, 4 * width, 8 * width];

/** ResNet v1.5 as in torchvision and timm: stride 2 on the bottleneck's 3 × 3. */
const resnet: ConvNetConfig = {
	...imageNet,
	stem: 'conv-pool',
	patch: 4,
	depths: [3, 4, 6, 3],
	widths: doubling(64),
	kernels: each(3),
	expansions: each(4),
	block: 'bottleneck',
	conv: 'dense',
	cardinality: 32,
	inner: 1,
	pointwise: 'linear',
	norm: 'batch',
	normGroups: 32,
	normAfter: ['1', '2', '3'],
	activation: 'relu',
	activationAfter: ['1', '2', '3'],
	outerNorms: ['stem', 'downsample'],
	downsample: 'in-block',
	layerScale: false,
	grn: false,
	se: 'none'
};

/** ConvNeXt as in timm's convnext.py and facebookresearch/ConvNeXt. */
const convnext: ConvNetConfig = {
	...resnet,
	stem: 'patchify',
	depths: [3, 3, 9, 3],
	widths: doubling(96),
	kernels: each(7),
	block: 'spatial-first',
	conv: 'depthwise',
	norm: 'layer',
	normAfter: ['1'],
	activation: 'gelu',
	activationAfter: ['2'],
	outerNorms: ['stem', 'downsample', 'head'],
	downsample: 'separate',
	layerScale: true
};

const convnextV2: ConvNetConfig = { ...convnext, layerScale: false, grn: true };
const resnext: ConvNetConfig = { ...resnet, conv: 'grouped', cardinality: 32, inner: 2 };
const resnet101: ConvNetConfig = { ...resnet, depths: [3, 4, 23, 3] };
const resnext101: ConvNetConfig = { ...resnext, depths: [3, 4, 23, 3] };

/** ConvNeXt without downsampling, for comparison with ViT: paper section 3.3 and Table 2. */
const isotropic = (depth: number, width: number): ConvNetConfig => ({
	...convnext,
	patch: 16,
	depths: [depth],
	widths: [width],
	kernels: [7],
	expansions: [4],
	outerNorms: ['head'],
	layerScale: false
});

type Row = readonly [name: string, label: string, config: ConvNetConfig, image?: ImageWishes];

/** ImageNet's usual, unlike others under the same heading. */
const usual: ImageWishes = { crop: 0.875 };

const small = (depths: readonly number[], width: number) => ({ depths, widths: doubling(width) });

const groups: readonly (readonly [group: string, rows: readonly Row[]])[] = [
	[
		'ConvNeXt',
		[
			[
				'convnext_atto',
				'ConvNeXt-A',
				{ ...convnext, ...small([2, 2, 6, 2], 40), pointwise: 'conv' }
			],
			[
				'convnext_femto',
				'ConvNeXt-F',
				{ ...convnext, ...small([2, 2, 6, 2], 48), pointwise: 'conv' }
			],
			[
				'convnext_pico',
				'ConvNeXt-P',
				{ ...convnext, ...small([2, 2, 6, 2], 64), pointwise: 'conv' }
			],
			[
				'convnext_nano',
				'ConvNeXt-N',
				{ ...convnext, ...small([2, 2, 8, 2], 80), pointwise: 'conv' }
			],
			['convnext_tiny', 'ConvNeXt-T', convnext],
			['convnext_small', 'ConvNeXt-S', { ...convnext, depths: [3, 3, 27, 3] }],
			['convnext_base', 'ConvNeXt-B', { ...convnext, ...small([3, 3, 27, 3], 128) }],
			['convnext_large', 'ConvNeXt-L', { ...convnext, ...small([3, 3, 27, 3], 192) }],
			['convnext_xlarge', 'ConvNeXt-XL', { ...convnext, ...small([3, 3, 27, 3], 256) }]
		]
	],
	[
		'ConvNeXt V2',
		[
			[
				'convnextv2_atto',
				'ConvNeXt V2-A',
				{ ...convnextV2, ...small([2, 2, 6, 2], 40), pointwise: 'conv' }
			],
			[
				'convnextv2_femto',
				'ConvNeXt V2-F',
				{ ...convnextV2, ...small([2, 2, 6, 2], 48), pointwise: 'conv' }
			],
			[
				'convnextv2_pico',
				'ConvNeXt V2-P',
				{ ...convnextV2, ...small([2, 2, 6, 2], 64), pointwise: 'conv' }
			],
			[
				'convnextv2_nano',
				'ConvNeXt V2-N',
				{ ...convnextV2, ...small([2, 2, 8, 2], 80), pointwise: 'conv' }
			],
			['convnextv2_tiny', 'ConvNeXt V2-T', convnextV2],
			['convnextv2_base', 'ConvNeXt V2-B', { ...convnextV2, ...small([3, 3, 27, 3], 128) }],
			['convnextv2_large', 'ConvNeXt V2-L', { ...convnextV2, ...small([3, 3, 27, 3], 192) }],
			['convnextv2_huge', 'ConvNeXt V2-H', { ...convnextV2, ...small([3, 3, 27, 3], 352) }]
		]
	],
	[
		'ConvNeXt, isotropic',
		[
			['convnext_isotropic_small', 'ConvNeXt-S (iso.)', isotropic(18, 384)],
			['convnext_isotropic_base', 'ConvNeXt-B (iso.)', isotropic(18, 768)],
			['convnext_isotropic_large', 'ConvNeXt-L (iso.)', isotropic(36, 1024)]
		]
	],
	[
		'ResNet',
		[
			['resnet18', 'ResNet-18', { ...resnet, block: 'basic', depths: [2, 2, 2, 2] }],
			['resnet34', 'ResNet-34', { ...resnet, block: 'basic' }],
			['resnet50', 'ResNet-50', resnet],
			['resnet101', 'ResNet-101', resnet101],
			['resnet152', 'ResNet-152', { ...resnet, depths: [3, 8, 36, 3] }],
			['resnet200', 'ResNet-200', { ...resnet, depths: [3, 24, 36, 3] }, usual],
			['wide_resnet50_2', 'Wide ResNet-50-2', { ...resnet, inner: 2 }, usual],
			['wide_resnet101_2', 'Wide ResNet-101-2', { ...resnet101, inner: 2 }, usual]
		]
	],
	[
		'ResNeXt',
		[
			['resnext50_32x4d', 'ResNeXt-50 32x4d', resnext],
			['resnext101_32x4d', 'ResNeXt-101 32x4d', resnext101],
			['resnext101_32x8d', 'ResNeXt-101 32x8d', { ...resnext101, inner: 4 }],
			['resnext101_64x4d', 'ResNeXt-101 64x4d', { ...resnext101, cardinality: 64, inner: 4 }]
		]
	]
];

/** ConvNet presets under timm's names; the isotropic ones are the paper's. */
export const convNetPresets: ReadonlyMap<string, Preset & { config: ConvNetConfig }> = new Map(
	groups.flatMap(([group, rows]) =>
		rows.map(([name, label, config, image]) => [
			name,
			{ label, group, config, ...(image ? { image } : {}) }
		])
	)
);
