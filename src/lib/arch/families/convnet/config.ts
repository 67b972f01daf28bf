import type { ActivationKind } from '../../ops/activations.ts';
import type { InputConfig } from '../common-fields.ts';

/**
 * One space that holds ResNet, ResNeXt, ConvNeXt V1 and V2 and every network on the way from
 * ResNet-50 to ConvNeXt (arXiv 2201.03545). Lists have one value for each stage.
 */
export type ConvNetConfig = InputConfig &
	Readonly<{
		/** `conv-pool`: 7 × 7 stride 2 conv, then 3 × 3 stride 2 max pool. `patchify`: one conv, kernel = stride. */
		stem: 'conv-pool' | 'patchify';
		patch: number;
		depths: readonly number[];
		/** Base widths: what a bottleneck narrows to, and what the other blocks carry. */
		widths: readonly number[];
		/** Kernel of the block's spatial conv. */
		kernels: readonly number[];
		/** Bottleneck: output over base width. Inverted and spatial-first: hidden over base width. */
		expansions: readonly number[];
		/**
		 * `basic`: k × k, k × k. `bottleneck`: 1 × 1 down, k × k, 1 × 1 up. `inverted`: 1 × 1 up, k × k,
		 * 1 × 1 down. `spatial-first`: k × k, 1 × 1 up, 1 × 1 down (ConvNeXt).
		 */
		block: 'basic' | 'bottleneck' | 'inverted' | 'spatial-first';
		/** How the spatial conv connects channels. */
		conv: 'dense' | 'grouped' | 'depthwise';
		/** Groups of a grouped spatial conv, ResNeXt's cardinality. */
		cardinality: number;
		/** Width inside a bottleneck over the base width: 2 in ResNeXt-50 32x4d and in wide ResNets. */
		inner: number;
		/** The two 1 × 1 layers of a spatial-first block as `Linear` or as `Conv2d`: timm uses both. */
		pointwise: 'linear' | 'conv';
		norm: 'batch' | 'layer' | 'group' | 'rms' | 'none';
		normGroups: number;
		/** After which convs of the block a norm stands. */
		normAfter: readonly string[];
		activation: ActivationKind;
		/** After which convs of the block an activation stands; that of the last comes after the addition. */
		activationAfter: readonly string[];
		/** Norms outside the blocks: after the stem, at downsampling, before the classifier. */
		outerNorms: readonly string[];
		/** `in-block`: a stage's first block has stride 2. `separate`: a 2 × 2 stride 2 conv between stages. */
		downsample: 'in-block' | 'separate';
		/** Learned scale for each channel at the end of a block's body. */
		layerScale: boolean;
		/** Global response normalization before the block's last conv. */
		grn: boolean;
		/** Squeeze-and-excitation at the end of the block's body, by the activation that ends it. */
		se: 'none' | 'sigmoid' | 'hardsigmoid';
	}>;
