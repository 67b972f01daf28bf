import type { ImageWishes } from '../../../family.ts';
import type { MBConvConfig } from '../config.ts';
import {
	efficientNet,
	efficientNetEdge,
	efficientNetLite,
	efficientNetV2
} from './efficientnet.ts';
import { minimalLarge, minimalSmall, mobilenetV3Large, mobilenetV3Small } from './mobilenet.ts';
import { mixNetMedium, mixNetSmall } from './mixnet.ts';
import { HALF } from '../../images.ts';

/** A preset: timm's name, what it is called, its config, and what its images want. */
export type Row = readonly [name: string, label: string, config: MBConvConfig, image?: ImageWishes];

/** With the padding and the epsilon of weights from TensorFlow. */
const tf = (config: MBConvConfig, input = config.input): MBConvConfig => ({
	...config,
	padding: 'same',
	eps: '1e-3',
	input
});

/** timm's tf_efficientnet_*. */
export const tfEfficientNets: readonly Row[] = [
	...(
		[
			['b0', 1, 1, 224, 0.875],
			['b1', 1, 1.1, 240, 0.882],
			['b2', 1.1, 1.2, 260, 0.89],
			['b3', 1.2, 1.4, 300, 0.904],
			['b4', 1.4, 1.8, 380, 0.922],
			['b5', 1.6, 2.2, 456, 0.934],
			['b6', 1.8, 2.6, 528, 0.942],
			['b7', 2, 3.1, 600, 0.949],
			['b8', 2.2, 3.6, 672, 0.954],
			['l2', 4.3, 5.3, 475, 0.936]
		] as const
	).map(([size, width, depth, input, crop]): Row => [
		`tf_efficientnet_${size}`,
		`EfficientNet-${size.toUpperCase()}, TensorFlow`,
		tf(efficientNet(width, depth, input)),
		size === 'b8' ? { ...HALF, crop } : { crop }
	]),
	...(
		[
			['es', 'S', 1, 1, 224, 0.875],
			['em', 'M', 1, 1.1, 240, 0.882],
			['el', 'L', 1.2, 1.4, 300, 0.904]
		] as const
	).map(([size, label, width, depth, input, crop]): Row => [
		`tf_efficientnet_${size}`,
		`EfficientNet-EdgeTPU-${label}, TensorFlow`,
		tf(efficientNetEdge(width, depth, input)),
		{ ...HALF, crop }
	]),
	...(
		[
			[1, 1, 224, 0.875],
			[1, 1.1, 240, 0.882],
			[1.1, 1.2, 260, 0.89],
			[1.2, 1.4, 300, 0.904],
			[1.4, 1.8, 380, 0.92]
		] as const
	).map(([width, depth, input, crop], size): Row => [
		`tf_efficientnet_lite${size}`,
		`EfficientNet-Lite${size}, TensorFlow`,
		tf(efficientNetLite(width, depth, input)),
		{ ...HALF, crop }
	])
];

/** timm's tf_efficientnetv2_*. */
export const tfEfficientNetsV2: readonly Row[] = [
	...(
		[
			[1, 1, 192, 0.875],
			[1, 1.1, 192, 0.882],
			[1.1, 1.2, 208, 0.89],
			[1.2, 1.4, 240, 0.9]
		] as const
	).map(([width, depth, input, crop], size): Row => [
		`tf_efficientnetv2_b${size}`,
		`EfficientNetV2-B${size}, TensorFlow`,
		tf(efficientNetV2.base(width, depth, input)),
		size === 3 ? { ...HALF, crop } : { crop }
	]),
	['tf_efficientnetv2_s', 'EfficientNetV2-S, TensorFlow', tf(efficientNetV2.s(300)), HALF],
	['tf_efficientnetv2_m', 'EfficientNetV2-M, TensorFlow', tf(efficientNetV2.m(384)), HALF],
	['tf_efficientnetv2_l', 'EfficientNetV2-L, TensorFlow', tf(efficientNetV2.l(384)), HALF],
	['tf_efficientnetv2_xl', 'EfficientNetV2-XL, TensorFlow', tf(efficientNetV2.xl(384)), HALF]
];

/** timm's tf_mobilenetv3_*. */
export const tfMobileNets: readonly Row[] = [
	...[0.75, 1].map((width): Row => [
		`tf_mobilenetv3_large_${width === 1 ? '100' : '075'}`,
		`MobileNetV3-L ${width.toFixed(2)}, TensorFlow`,
		tf(mobilenetV3Large(width)),
		HALF
	]),
	...[0.75, 1].map((width): Row => [
		`tf_mobilenetv3_small_${width === 1 ? '100' : '075'}`,
		`MobileNetV3-S ${width.toFixed(2)}, TensorFlow`,
		tf(mobilenetV3Small(width)),
		HALF
	]),
	['tf_mobilenetv3_large_minimal_100', 'MobileNetV3-L minimal, TensorFlow', tf(minimalLarge), HALF],
	['tf_mobilenetv3_small_minimal_100', 'MobileNetV3-S minimal, TensorFlow', tf(minimalSmall), HALF]
];

/** timm's tf_mixnet_*. */
export const tfMixNets: readonly Row[] = [
	['tf_mixnet_s', 'MixNet-S, TensorFlow', tf(mixNetSmall)],
	['tf_mixnet_m', 'MixNet-M, TensorFlow', tf(mixNetMedium())],
	['tf_mixnet_l', 'MixNet-L, TensorFlow', tf(mixNetMedium(1.3))]
];
