import type { ImageWishes } from '../../../family.ts';
import { basic, d, deepStem, depth, resnet, resnext, t, type Group } from './base.ts';

/** ImageNet's usual, unlike others under the same heading. */
const usual: ImageWishes = { crop: 0.875 };
const whole: ImageWishes = { crop: 0.95 };

const s = { ...deepStem, stemWidth: 64 };
const [average, blur] = [{ antialias: 'average' }, { antialias: 'blur' }] as const;

export const resnetGroups: readonly Group[] = [
	[
		'ResNet',
		resnet,
		[
			['resnet18', 'ResNet-18', { ...depth(18), ...basic }],
			['resnet26', 'ResNet-26', depth(18), usual],
			['resnet34', 'ResNet-34', basic],
			['resnet50', 'ResNet-50'],
			['resnet50_gn', 'ResNet-50 GN', { norm: 'group' }, { crop: 0.94 }],
			['resnet101', 'ResNet-101', depth(101)],
			['resnet152', 'ResNet-152', depth(152)],
			['resnet200', 'ResNet-200', depth(200), usual],
			['wide_resnet50_2', 'Wide ResNet-50-2', { inner: 2 }, usual],
			['wide_resnet101_2', 'Wide ResNet-101-2', { ...depth(101), inner: 2 }, usual]
		]
	],
	[
		'ResNet-D, -C, -S and -T',
		resnet,
		[
			['resnet10t', 'ResNet-10-T', { ...depth(10), ...t, ...basic, input: 176 }],
			['resnet14t', 'ResNet-14-T', { ...depth(10), ...t, input: 176 }],
			['resnet18d', 'ResNet-18-D', { ...depth(18), ...d, ...basic }],
			['resnet26d', 'ResNet-26-D', { ...depth(18), ...d }],
			['resnet26t', 'ResNet-26-T', { ...depth(18), ...t, input: 256 }, { crop: 0.94 }],
			['resnet34d', 'ResNet-34-D', { ...d, ...basic }],
			['resnet50c', 'ResNet-50-C', deepStem],
			['resnet50d', 'ResNet-50-D', d],
			['resnet50s', 'ResNet-50-S', s],
			['resnet50t', 'ResNet-50-T', t],
			['resnet101c', 'ResNet-101-C', { ...depth(101), ...deepStem }],
			['resnet101d', 'ResNet-101-D', { ...depth(101), ...d, input: 256 }, whole],
			['resnet101s', 'ResNet-101-S', { ...depth(101), ...s }],
			['resnet152c', 'ResNet-152-C', { ...depth(152), ...deepStem }],
			['resnet152d', 'ResNet-152-D', { ...depth(152), ...d, input: 256 }, whole],
			['resnet152s', 'ResNet-152-S', { ...depth(152), ...s }],
			['resnet200d', 'ResNet-200-D', { ...depth(200), ...d, input: 256 }, whole]
		]
	],
	[
		'ResNet, anti-aliased',
		resnet,
		[
			['resnetblur18', 'ResNet-Blur-18', { ...depth(18), ...basic, ...blur }],
			['resnetblur50', 'ResNet-Blur-50', blur],
			['resnetblur50d', 'ResNet-Blur-50-D', { ...d, ...blur }],
			['resnetblur101d', 'ResNet-Blur-101-D', { ...depth(101), ...d, ...blur }],
			['resnetaa34d', 'ResNet-AA-34-D', { ...d, ...basic, ...average }],
			['resnetaa50', 'ResNet-AA-50', average, whole],
			['resnetaa50d', 'ResNet-AA-50-D', { ...d, ...average }, whole],
			['resnetaa101d', 'ResNet-AA-101-D', { ...depth(101), ...d, ...average }, whole]
		]
	],
	[
		'ResNeXt',
		resnext,
		[
			['resnext50_32x4d', 'ResNeXt-50 32x4d'],
			['resnext50d_32x4d', 'ResNeXt-50-D 32x4d', d, usual],
			['resnext101_32x4d', 'ResNeXt-101 32x4d', depth(101)],
			['resnext101_32x8d', 'ResNeXt-101 32x8d', { ...depth(101), inner: 4 }],
			['resnext101_32x16d', 'ResNeXt-101 32x16d', { ...depth(101), inner: 8 }, usual],
			['resnext101_32x32d', 'ResNeXt-101 32x32d', { ...depth(101), inner: 16 }, usual],
			['resnext101_64x4d', 'ResNeXt-101 64x4d', { ...depth(101), cardinality: 64, inner: 4 }]
		]
	]
];
