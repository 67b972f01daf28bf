import type { ImageWishes } from '../../../family.ts';
import { basic, d, deepStem, depth, resnet, t, type Group } from './base.ts';

const whole: ImageWishes = { crop: 0.95 };

const s = { ...deepStem, stemWidth: 64 };
const [average, blur] = [{ antialias: 'average' }, { antialias: 'blur' }] as const;

/** ResNets with other stems, shortcuts and ways to halve a map. */
export const resnetKinds: readonly Group[] = [
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
	]
];
