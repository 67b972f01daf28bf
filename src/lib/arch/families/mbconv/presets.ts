import type { ImageWishes, Preset } from '../../family.ts';
import type { MBConvConfig } from './config.ts';
import {
	efficientNet,
	efficientNetEdge,
	efficientNetLite,
	efficientNetV2,
	efficientNetX,
	tinyNet
} from './presets/efficientnet.ts';
import {
	edgeTpu,
	edgeTpuV2,
	fbNetC,
	fbNetV3,
	mnasNet,
	mnasNetSmall,
	seMnasNet,
	spNasNet
} from './presets/mnasnet.ts';
import {
	lcNet,
	mobilenetV1,
	mobilenetV2,
	mobilenetV3Large,
	mobilenetV3Rw,
	mobilenetV3Small
} from './presets/mobilenet.ts';
import {
	tfEfficientNets,
	tfEfficientNetsV2,
	tfMixNets,
	tfMobileNets,
	type Row
} from './presets/tensorflow.ts';
import { mixNetMedium, mixNetSmall } from './presets/mixnet.ts';
import { mobilenetV4Large, mobilenetV4Medium, mobilenetV4Small } from './presets/mobilenetv4.ts';
import { prunedB1, prunedB2, prunedB3 } from './presets/pruned.ts';
import { HALF } from '../images.ts';

const crop = (part: number): ImageWishes => ({ crop: part });
const averaged = (config: MBConvConfig): MBConvConfig => ({ ...config, antialias: 'average' });
const blurred = (config: MBConvConfig): MBConvConfig => ({ ...config, antialias: 'blur' });
const at = (config: MBConvConfig, input: number): MBConvConfig => ({ ...config, input });

/** Widths that timm writes in hundredths. */
const byWidth = (
	name: string,
	label: string,
	of: (width: number) => MBConvConfig,
	widths: readonly number[]
): readonly Row[] =>
	widths.map((width) => [
		`${name}_${String(width).padStart(3, '0')}`,
		`${label} ${(width / 100).toFixed(2)}`,
		of(width / 100)
	]);

const gn = (normGroup: number, groupWidth = 0) =>
	({ norm: 'group', normGroup, groupWidth }) as const;

const groups: readonly (readonly [group: string, rows: readonly Row[]])[] = [
	[
		'MobileNet',
		[
			['mobilenetv1_100', 'MobileNetV1 1.00', mobilenetV1(1), HALF],
			['mobilenetv1_100h', 'MobileNetV1 1.00, wide head', mobilenetV1(1, 1024), HALF],
			['mobilenetv1_125', 'MobileNetV1 1.25', mobilenetV1(1.25), { ...HALF, crop: 0.9 }],
			...byWidth(
				'mobilenetv2',
				'MobileNetV2',
				(width) => mobilenetV2({ width }),
				[35, 50, 75, 100, 140]
			),
			[
				'mobilenetv2_110d',
				'MobileNetV2 1.10, deep',
				mobilenetV2({ width: 1.1, depth: 1.2, fixEnds: true })
			],
			[
				'mobilenetv2_120d',
				'MobileNetV2 1.20, deep',
				mobilenetV2({ width: 1.2, depth: 1.4, fixEnds: true })
			],
			...byWidth('mobilenetv3_small', 'MobileNetV3-S', mobilenetV3Small, [50, 75, 100]),
			...byWidth(
				'mobilenetv3_large',
				'MobileNetV3-L',
				(width) => mobilenetV3Large(width),
				[75, 100]
			),
			[
				'mobilenetv3_large_150d',
				'MobileNetV3-L 1.50, deep',
				at(mobilenetV3Large(1.5, 1.2), 256),
				{ ...HALF, crop: 0.95 }
			],
			['mobilenetv3_rw', 'MobileNetV3 rw', mobilenetV3Rw],
			['mobilenetv4_conv_small_035', 'MobileNetV4-S 0.35', mobilenetV4Small(0.35), HALF],
			['mobilenetv4_conv_small_050', 'MobileNetV4-S 0.50', mobilenetV4Small(0.5), HALF],
			['mobilenetv4_conv_small', 'MobileNetV4-S', mobilenetV4Small(1)],
			['mobilenetv4_conv_medium', 'MobileNetV4-M', at(mobilenetV4Medium, 256), crop(0.95)],
			['mobilenetv4_conv_large', 'MobileNetV4-L', at(mobilenetV4Large, 384), crop(0.95)],
			[
				'mobilenetv4_conv_aa_medium',
				'MobileNetV4-M, average',
				averaged(at(mobilenetV4Medium, 256)),
				crop(0.95)
			],
			[
				'mobilenetv4_conv_aa_large',
				'MobileNetV4-L, average',
				averaged(at(mobilenetV4Large, 448)),
				crop(0.95)
			],
			[
				'mobilenetv4_conv_blur_medium',
				'MobileNetV4-M, blur',
				blurred(mobilenetV4Medium),
				crop(0.95)
			],
			['mobilenet_edgetpu_100', 'MobileNet EdgeTPU', edgeTpu, crop(0.9)],
			[
				'mobilenet_edgetpu_v2_xs',
				'MobileNet EdgeTPU V2-XS',
				edgeTpuV2([16, 32, 48, 96, 144, 160, 192], 64, { stemWidth: 32, stemKernel: 3 }),
				crop(0.9)
			],
			[
				'mobilenet_edgetpu_v2_s',
				'MobileNet EdgeTPU V2-S',
				edgeTpuV2([24, 48, 64, 128, 160, 192, 256], 64, {}),
				crop(0.9)
			],
			[
				'mobilenet_edgetpu_v2_m',
				'MobileNet EdgeTPU V2-M',
				edgeTpuV2([32, 64, 80, 160, 192, 240, 320], 64, { headWidth: 1344 }),
				{ ...HALF, crop: 0.9 }
			],
			[
				'mobilenet_edgetpu_v2_l',
				'MobileNet EdgeTPU V2-L',
				edgeTpuV2([32, 64, 96, 192, 240, 256, 384], 128, { stemKernel: 7, headWidth: 1408 }),
				crop(0.9)
			],
			...byWidth('lcnet', 'LCNet', lcNet, [35, 50, 75, 100, 150]),
			...tfMobileNets
		]
	],
	[
		'MnasNet',
		[
			['mnasnet_small', 'MnasNet-small', mnasNetSmall],
			...byWidth('mnasnet', 'MnasNet-B1', mnasNet, [50, 75, 100, 140]),
			...byWidth('semnasnet', 'MnasNet-A1', seMnasNet, [50, 75, 100, 140]),
			['spnasnet_100', 'Single-Path NAS', spNasNet],
			['fbnetc_100', 'FBNet-C', fbNetC],
			['fbnetv3_b', 'FBNetV3-B', fbNetV3('b', 16), crop(0.95)],
			['fbnetv3_d', 'FBNetV3-D', fbNetV3('d', 24), crop(0.95)],
			['fbnetv3_g', 'FBNetV3-G', at(fbNetV3('g', 32), 240), crop(0.95)]
		]
	],
	[
		'EfficientNet',
		[
			['efficientnet_b0', 'EfficientNet-B0', efficientNet(1, 1, 224)],
			['efficientnet_b1', 'EfficientNet-B1', efficientNet(1, 1.1, 240), { ...HALF, crop: 0.9 }],
			['efficientnet_b2', 'EfficientNet-B2', efficientNet(1.1, 1.2, 256)],
			['efficientnet_b3', 'EfficientNet-B3', efficientNet(1.2, 1.4, 288)],
			['efficientnet_b4', 'EfficientNet-B4', efficientNet(1.4, 1.8, 320)],
			['efficientnet_b5', 'EfficientNet-B5', efficientNet(1.6, 2.2, 448), crop(1)],
			['efficientnet_b6', 'EfficientNet-B6', efficientNet(1.8, 2.6, 528), crop(0.942)],
			['efficientnet_b7', 'EfficientNet-B7', efficientNet(2, 3.1, 600), crop(0.949)],
			['efficientnet_b8', 'EfficientNet-B8', efficientNet(2.2, 3.6, 672), crop(0.954)],
			['efficientnet_l2', 'EfficientNet-L2', efficientNet(4.3, 5.3, 800), crop(0.961)],
			['efficientnet_b1_pruned', 'EfficientNet-B1, pruned', prunedB1, crop(0.882)],
			['efficientnet_b2_pruned', 'EfficientNet-B2, pruned', prunedB2, crop(0.89)],
			['efficientnet_b3_pruned', 'EfficientNet-B3, pruned', prunedB3, crop(0.904)],
			['efficientnet_b0_gn', 'EfficientNet-B0, GN', efficientNet(1, 1, 224, gn(8))],
			[
				'efficientnet_b0_g8_gn',
				'EfficientNet-B0, groups of 8, GN',
				efficientNet(1, 1, 224, gn(8, 8))
			],
			[
				'efficientnet_b0_g16_evos',
				'EfficientNet-B0, groups of 16',
				efficientNet(1, 1, 224, { groupWidth: 16, divisor: 16 })
			],
			[
				'efficientnet_b3_gn',
				'EfficientNet-B3, GN',
				efficientNet(1.2, 1.4, 288, { ...gn(16), divisor: 16 }),
				crop(1)
			],
			[
				'efficientnet_b3_g8_gn',
				'EfficientNet-B3, groups of 8, GN',
				efficientNet(1.2, 1.4, 288, { ...gn(16, 8), divisor: 16 }),
				crop(1)
			],
			['efficientnet_blur_b0', 'EfficientNet-B0, blur', blurred(efficientNet(1, 1, 224))],
			['efficientnet_x_b3', 'EfficientNet-X-B3', efficientNetX(1.2, 1.4, 288), crop(0.95)],
			['efficientnet_x_b5', 'EfficientNet-X-B5', efficientNetX(1.6, 2.2, 448), crop(1)],
			['efficientnet_h_b5', 'EfficientNet-H-B5', efficientNetX(1.92, 2.2, 448, 4), crop(1)],
			['efficientnet_es', 'EfficientNet-EdgeTPU-S', efficientNetEdge(1, 1, 224)],
			['efficientnet_es_pruned', 'EfficientNet-EdgeTPU-S, pruned', efficientNetEdge(1, 1, 224)],
			['efficientnet_em', 'EfficientNet-EdgeTPU-M', efficientNetEdge(1, 1.1, 240), crop(0.882)],
			['efficientnet_el', 'EfficientNet-EdgeTPU-L', efficientNetEdge(1.2, 1.4, 300), crop(0.904)],
			[
				'efficientnet_el_pruned',
				'EfficientNet-EdgeTPU-L, pruned',
				efficientNetEdge(1.2, 1.4, 300),
				crop(0.904)
			],
			['efficientnet_lite0', 'EfficientNet-Lite0', efficientNetLite(1, 1, 224)],
			['efficientnet_lite1', 'EfficientNet-Lite1', efficientNetLite(1, 1.1, 240), crop(0.882)],
			['efficientnet_lite2', 'EfficientNet-Lite2', efficientNetLite(1.1, 1.2, 260), crop(0.89)],
			['efficientnet_lite3', 'EfficientNet-Lite3', efficientNetLite(1.2, 1.4, 300), crop(0.904)],
			['efficientnet_lite4', 'EfficientNet-Lite4', efficientNetLite(1.4, 1.8, 380), crop(0.922)],
			['tinynet_a', 'TinyNet-A', tinyNet(1, 1.2, 192)],
			['tinynet_b', 'TinyNet-B', tinyNet(0.75, 1.1, 188)],
			['tinynet_c', 'TinyNet-C', tinyNet(0.54, 0.85, 184)],
			['tinynet_d', 'TinyNet-D', tinyNet(0.54, 0.695, 152)],
			['tinynet_e', 'TinyNet-E', tinyNet(0.51, 0.6, 106)],
			...tfEfficientNets
		]
	],
	[
		'MixNet',
		[
			['mixnet_s', 'MixNet-S', mixNetSmall],
			['mixnet_m', 'MixNet-M', mixNetMedium()],
			['mixnet_l', 'MixNet-L', mixNetMedium(1.3)],
			['mixnet_xl', 'MixNet-XL', mixNetMedium(1.6, 1.2)],
			['mixnet_xxl', 'MixNet-XXL', mixNetMedium(2.4, 1.3)],
			...tfMixNets
		]
	],
	[
		'EfficientNetV2',
		[
			['efficientnetv2_rw_t', 'EfficientNetV2-T rw', efficientNetV2.t(224)],
			['efficientnetv2_rw_s', 'EfficientNetV2-S rw', efficientNetV2.rw(288)],
			[
				'efficientnetv2_rw_m',
				'EfficientNetV2-M rw',
				efficientNetV2.rw(320, { width: 1.2, depth: [1.2, 1.2, 1.2, 1.2, 1.6, 1.6] })
			],
			['efficientnetv2_s', 'EfficientNetV2-S', efficientNetV2.s(288)],
			['efficientnetv2_m', 'EfficientNetV2-M', efficientNetV2.m(320)],
			['efficientnetv2_l', 'EfficientNetV2-L', efficientNetV2.l(384)],
			['efficientnetv2_xl', 'EfficientNetV2-XL', efficientNetV2.xl(384)],
			['test_efficientnet', 'EfficientNetV2, for tests', efficientNetV2.test(160), crop(0.95)],
			[
				'test_efficientnet_gn',
				'EfficientNetV2, for tests, GN',
				{ ...efficientNetV2.test(160), norm: 'group', normGroup: 8 },
				{ ...HALF, crop: 0.95 }
			],
			[
				'test_efficientnet_ln',
				'EfficientNetV2, for tests, LN',
				{ ...efficientNetV2.test(160), norm: 'layer' },
				{ ...HALF, crop: 0.95 }
			],
			...tfEfficientNetsV2
		]
	]
];

/** MBConv presets under timm's names. */
export const mbconvPresets: ReadonlyMap<string, Preset & { config: MBConvConfig }> = new Map(
	groups.flatMap(([group, rows]) =>
		rows.map(([name, label, config, image]) => [
			name,
			{ label, group, config, ...(image ? { image } : {}) }
		])
	)
);
