import type { ConvNetConfig } from '../config.ts';
import { convnext, doubling, type Group } from './base.ts';
import { HALF } from '../../images.ts';

type Changes = Partial<ConvNetConfig>;

const sized = (depths: readonly number[], width: number): Changes => ({
	depths,
	widths: doubling(width)
});

/** timm's sizes below T have 1 × 1 layers as convolutions. */
const small = (depths: readonly number[], width: number): Changes => ({
	...sized(depths, width),
	pointwise: 'conv'
});

const [ZEPTO, ATTO] = [small([2, 2, 4, 2], 32), small([2, 2, 6, 2], 40)];
const [FEMTO, PICO, NANO] = [
	small([2, 2, 6, 2], 48),
	small([2, 2, 6, 2], 64),
	small([2, 2, 8, 2], 80)
];
const [SMALL, BASE, LARGE] = [
	sized([3, 3, 27, 3], 96),
	sized([3, 3, 27, 3], 128),
	sized([3, 3, 27, 3], 192)
];
const tiered: Changes = { stem: 'overlap-tiered' };

/** Small networks that timm tests itself with. */
const test: Changes = { input: 160, normEps: '1e-5', activation: 'geluTanh' };
const TEST = { ...HALF, crop: 0.95 };

/** Means and deviations that CLIP's images were normalized by. */
const CLIP = {
	crop: 1,
	mean: [0.48145466, 0.4578275, 0.40821073],
	std: [0.26862954, 0.26130258, 0.27577711]
} as const;

/** ConvNeXt without downsampling, for comparison with ViT: paper section 3.3 and Table 2. */
const isotropic = (depth: number, width: number): Changes => ({
	patch: 16,
	depths: [depth],
	widths: [width],
	kernels: [7],
	expansions: [4],
	outerNorms: ['head'],
	layerScale: false
});

export const convnextGroups: readonly Group[] = [
	[
		'ConvNeXt',
		convnext,
		[
			['convnext_zepto_rms', 'ConvNeXt-Z RMS', { ...ZEPTO, norm: 'simple' }, HALF],
			[
				'convnext_zepto_rms_ols',
				'ConvNeXt-Z RMS OLS',
				{ ...ZEPTO, norm: 'simple', stem: 'overlap-act' },
				{ ...HALF, crop: 0.9 }
			],
			['convnext_atto', 'ConvNeXt-A', ATTO],
			['convnext_atto_ols', 'ConvNeXt-A OLS', { ...ATTO, ...tiered }],
			['convnext_atto_rms', 'ConvNeXt-A RMS', { ...ATTO, norm: 'rms' }],
			['convnext_femto', 'ConvNeXt-F', FEMTO],
			['convnext_femto_ols', 'ConvNeXt-F OLS', { ...FEMTO, ...tiered }],
			['convnext_pico', 'ConvNeXt-P', PICO],
			['convnext_pico_ols', 'ConvNeXt-P OLS', { ...PICO, ...tiered }, { crop: 0.95 }],
			['convnext_nano', 'ConvNeXt-N', NANO],
			['convnext_nano_ols', 'ConvNeXt-N OLS', { ...NANO, stem: 'overlap' }, { crop: 0.95 }],
			['convnext_tiny', 'ConvNeXt-T'],
			[
				'convnext_tiny_hnf',
				'ConvNeXt-T HNF',
				{ pointwise: 'conv', headNorm: 'before-pool' },
				{ crop: 0.95 }
			],
			['convnext_small', 'ConvNeXt-S', SMALL],
			['convnext_base', 'ConvNeXt-B', BASE],
			['convnext_large', 'ConvNeXt-L', LARGE],
			['convnext_large_mlp', 'ConvNeXt-L MLP', { ...LARGE, headHidden: 1536, input: 320 }, CLIP],
			['convnext_xlarge', 'ConvNeXt-XL', sized([3, 3, 27, 3], 256)],
			[
				'convnext_xxlarge',
				'ConvNeXt-XXL',
				{ ...sized([3, 4, 30, 3], 384), normEps: '1e-5', input: 256 },
				CLIP
			],
			[
				'test_convnext',
				'ConvNeXt, test',
				{ ...test, depths: [1, 2, 4, 2], widths: [24, 32, 48, 64] },
				TEST
			],
			[
				'test_convnext2',
				'ConvNeXt, test 2',
				{ ...test, depths: [1, 1, 1, 1], widths: [32, 64, 96, 128] },
				TEST
			],
			[
				'test_convnext3',
				'ConvNeXt, test 3',
				{
					...test,
					depths: [1, 1, 1, 1],
					widths: [32, 64, 96, 128],
					kernels: [7, 5, 5, 3],
					activation: 'silu'
				},
				TEST
			]
		]
	],
	[
		'ConvNeXt V2',
		{ ...convnext, layerScale: false, grn: true },
		[
			['convnextv2_atto', 'ConvNeXt V2-A', ATTO],
			['convnextv2_femto', 'ConvNeXt V2-F', FEMTO],
			['convnextv2_pico', 'ConvNeXt V2-P', PICO],
			['convnextv2_nano', 'ConvNeXt V2-N', NANO],
			['convnextv2_tiny', 'ConvNeXt V2-T'],
			['convnextv2_small', 'ConvNeXt V2-S', SMALL],
			['convnextv2_base', 'ConvNeXt V2-B', BASE],
			['convnextv2_large', 'ConvNeXt V2-L', LARGE],
			['convnextv2_huge', 'ConvNeXt V2-H', sized([3, 3, 27, 3], 352)]
		]
	],
	[
		'ConvNeXt, isotropic',
		convnext,
		[
			['convnext_isotropic_small', 'ConvNeXt-S (iso.)', isotropic(18, 384)],
			['convnext_isotropic_base', 'ConvNeXt-B (iso.)', isotropic(18, 768)],
			[
				'convnext_isotropic_large',
				'ConvNeXt-L (iso.)',
				{ ...isotropic(36, 1024), layerScale: true }
			]
		]
	]
];
