import type { ImageWishes } from '../../../family.ts';
import type { ConvNetConfig } from '../config.ts';
import { basic, d, depth, resnet, resnext, t, type Group } from './base.ts';
import { PRUNED_50, PRUNED_101 } from './pruned.ts';

const whole: ImageWishes = { crop: 0.95 };

/** ResNeXt's block in a network of another heading. */
const grouped = (inner: number): Partial<ConvNetConfig> => ({ conv: resnext.conv, inner });

/** ResNet-RS (arXiv 2103.07579): a wider gate, and a convolution for the stem's pool. */
const rs: ConvNetConfig = { ...resnet, ...d, stemPool: 'conv', se: 'sigmoid', seReduction: 4 };

export const gatedGroups: readonly Group[] = [
	[
		'SE-ResNet',
		{ ...resnet, se: 'sigmoid' },
		[
			['seresnet18', 'SE-ResNet-18', { ...depth(18), ...basic }],
			['seresnet34', 'SE-ResNet-34', basic],
			['seresnet50', 'SE-ResNet-50', {}, whole],
			['seresnet50t', 'SE-ResNet-50-T', t],
			['seresnet101', 'SE-ResNet-101', depth(101)],
			['seresnet152', 'SE-ResNet-152', depth(152)],
			['seresnet152d', 'SE-ResNet-152-D', { ...depth(152), ...d, input: 256 }, whole],
			['seresnet200d', 'SE-ResNet-200-D', { ...depth(200), ...d, input: 256 }],
			['seresnet269d', 'SE-ResNet-269-D', { ...depth(269), ...d, input: 256 }],
			['seresnetaa50d', 'SE-ResNet-AA-50-D', { ...d, antialias: 'average' }],
			['seresnext26d_32x4d', 'SE-ResNeXt-26-D 32x4d', { ...depth(18), ...d, ...grouped(2) }],
			['seresnext26t_32x4d', 'SE-ResNeXt-26-T 32x4d', { ...depth(18), ...t, ...grouped(2) }],
			['seresnext50_32x4d', 'SE-ResNeXt-50 32x4d', grouped(2)],
			['seresnext101_32x4d', 'SE-ResNeXt-101 32x4d', { ...depth(101), ...grouped(2) }],
			['seresnext101_32x8d', 'SE-ResNeXt-101 32x8d', { ...depth(101), ...grouped(4) }, whole],
			[
				'seresnext101d_32x8d',
				'SE-ResNeXt-101-D 32x8d',
				{ ...depth(101), ...d, ...grouped(4) },
				whole
			],
			[
				'seresnext101_64x4d',
				'SE-ResNeXt-101 64x4d',
				{ ...depth(101), ...grouped(4), cardinality: 64 }
			],
			[
				'seresnextaa101d_32x8d',
				'SE-ResNeXt-AA-101-D 32x8d',
				{ ...depth(101), ...d, ...grouped(4), antialias: 'average', input: 288 },
				whole
			],
			[
				'seresnextaa201d_32x8d',
				'SE-ResNeXt-AA-201-D 32x8d',
				{
					...d,
					...grouped(4),
					depths: [3, 24, 36, 4],
					stemWidth: 64,
					antialias: 'average',
					input: 384
				},
				{ crop: 1 }
			],
			[
				'senet154',
				'SENet-154',
				{
					...depth(152),
					...grouped(4),
					cardinality: 64,
					stem: 'deep',
					stemWidth: 64,
					shortcut: 'wide-conv',
					reduceFirst: 2
				}
			]
		]
	],
	[
		'ECA-ResNet',
		{ ...resnet, se: 'eca' },
		[
			['ecaresnet26t', 'ECA-ResNet-26-T', { ...depth(18), ...t, input: 256 }],
			['ecaresnetlight', 'ECA-ResNet-Light', { depths: [1, 1, 11, 3], shortcut: 'average' }],
			['ecaresnet50d_pruned', 'ECA-ResNet-50-D, pruned', { ...d, blockWidths: PRUNED_50 }],
			['ecaresnet50d', 'ECA-ResNet-50-D', d],
			['ecaresnet50t', 'ECA-ResNet-50-T', { ...t, input: 256 }],
			[
				'ecaresnet101d_pruned',
				'ECA-ResNet-101-D, pruned',
				{ ...depth(101), ...d, blockWidths: PRUNED_101 }
			],
			['ecaresnet101d', 'ECA-ResNet-101-D', { ...depth(101), ...d }],
			['ecaresnet200d', 'ECA-ResNet-200-D', { ...depth(200), ...d, input: 256 }, whole],
			['ecaresnet269d', 'ECA-ResNet-269-D', { ...depth(269), ...d, input: 320 }, whole],
			['ecaresnext26t_32x4d', 'ECA-ResNeXt-26-T 32x4d', { ...depth(18), ...t, ...grouped(2) }],
			['ecaresnext50t_32x4d', 'ECA-ResNeXt-50-T 32x4d', { ...depth(18), ...t, ...grouped(2) }]
		]
	],
	[
		'ResNet-RS',
		rs,
		[
			['resnetrs50', 'ResNet-RS-50', { input: 160 }, { crop: 0.91 }],
			['resnetrs101', 'ResNet-RS-101', { ...depth(101), input: 192 }, { crop: 0.94 }],
			['resnetrs152', 'ResNet-RS-152', { ...depth(152), input: 256 }],
			['resnetrs200', 'ResNet-RS-200', { ...depth(200), input: 256 }],
			['resnetrs270', 'ResNet-RS-270', { depths: [4, 29, 53, 4], input: 256 }],
			['resnetrs350', 'ResNet-RS-350', { depths: [4, 36, 72, 4], input: 288 }],
			['resnetrs420', 'ResNet-RS-420', { depths: [4, 44, 87, 4], input: 320 }]
		]
	]
];
