import type { ActivationKind } from '../../ops/activations.ts';
import type { InputConfig } from '../common-fields.ts';
import type { OutputStride } from '../output-stride.ts';

/**
 * One space that holds ResNet, ResNeXt, ConvNeXt V1 and V2 and every network on the way from
 * ResNet-50 to ConvNeXt (arXiv 2201.03545). Lists have one value for each stage.
 */
export type ConvNetConfig = InputConfig &
	Readonly<{
		/**
		 * `conv-pool`: 7 × 7 stride 2 conv, then a pool. `deep`: three 3 × 3 instead of the 7 × 7
		 * (ResNet-C and -D), the first narrower if `deep-tiered`. `plain`: one 3 × 3 of stride 1 and no pool, for
		 * 32 px images. `patchify`: one conv, kernel = stride. `overlap`: two 3 × 3 of stride 2, the first
		 * narrower if `overlap-tiered`, an activation between them if `overlap-act`.
		 */
		stem:
			| 'conv-pool'
			| 'deep'
			| 'deep-tiered'
			| 'plain'
			| 'patchify'
			| 'overlap'
			| 'overlap-tiered'
			| 'overlap-act';
		patch: number;
		/** Channels of a deep stem's second conv; the third gives twice as many. */
		stemWidth: number;
		/** What halves the map after a conv-pool or deep stem's convs: 3 × 3 max pool or conv. */
		stemPool: 'max' | 'conv';
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
		conv: 'dense' | 'grouped' | 'group-width' | 'depthwise';
		/** Groups of a grouped spatial conv, ResNeXt's cardinality. */
		cardinality: number;
		/** Channels of a group where the spatial conv is split by width. */
		groupWidth: number;
		/** Width inside a bottleneck over the base width: 2 in ResNeXt-50 32x4d and in wide ResNets. */
		inner: number;
		/** What the width of a basic or bottleneck block's first conv is divided by: 2 in SENet-154. */
		reduceFirst: number;
		/**
		 * Channels of every conv of every block, one after the other, where they follow no ratio: pruned
		 * networks. Empty where they do.
		 */
		blockWidths: readonly number[];
		/** The two 1 × 1 layers of a spatial-first block as `Linear` or as `Conv2d`: timm uses both. */
		pointwise: 'linear' | 'conv';
		norm: 'batch' | 'layer' | 'group' | 'rms' | 'simple' | 'none';
		normGroups: number;
		/** `usual`: 1e-5 of batch and group norms, 1e-6 of the others. */
		normEps: 'usual' | '1e-5' | '1e-6';
		/** After which convs of the block a norm stands. */
		normAfter: readonly string[];
		activation: ActivationKind;
		/** After which convs of the block an activation stands; that of the last comes after the addition. */
		activationAfter: readonly string[];
		/** Norms outside the blocks: after the stem, at downsampling, before the classifier. */
		outerNorms: readonly string[];
		/** Whether the norm before the classifier comes after the global pool or before it. */
		headNorm: 'after-pool' | 'before-pool';
		/** Width of a hidden layer before the classifier; 0 is none. */
		headHidden: number;
		/** `in-block`: a stage's first block has stride 2. `separate`: a 2 × 2 stride 2 conv between stages. */
		downsample: 'in-block' | 'separate';
		/** The coarsest that a map becomes: later stages dilate their kernels in place of halving it. */
		outputStride: OutputStride;
		/** Which of a bottleneck's convs has the stride: the spatial one (v1.5), or the first 1 × 1 (ResNet v1). */
		strideOn: 'spatial' | 'pointwise';
		/** What makes a block's shortcut fit: a 1 × 1 or 3 × 3 conv with the stride, or a 1 × 1 after an average pool. */
		shortcut: 'conv' | 'wide-conv' | 'average';
		/** What halves maps in blocks and after the stem in place of strides (arXiv 1904.11486). */
		antialias: 'none' | 'average' | 'blur';
		/** Learned scale for each channel at the end of a block's body. */
		layerScale: boolean;
		/** Global response normalization before the block's last conv. */
		grn: boolean;
		/** A gate for each channel at the end of the block's body: SE by the activation that ends it, or ECA. */
		se: 'none' | 'sigmoid' | 'hardsigmoid' | 'eca';
		/** Channels of the gated map over those between SE's two layers. */
		seReduction: number;
	}>;
