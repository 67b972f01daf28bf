import type { ImageWishes } from '../../../family.ts';
import { basic, d, depth, resnet, resnext, type Group } from './base.ts';

/** ImageNet's usual, unlike others under the same heading. */
const usual: ImageWishes = { crop: 0.875 };

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
