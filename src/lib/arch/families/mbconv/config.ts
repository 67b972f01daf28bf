import type { ActivationKind } from '../../ops/activations.ts';
import type { InputConfig } from '../common-fields.ts';
import type { OutputStride } from '../output-stride.ts';

/**
 * A block, by timm's classes (timm/models/_efficientnet_blocks.py):
 *
 * - `conv`: k × k alone
 * - `separable`: k × k depthwise, 1 × 1; with `-act` also an activation at its end (MobileNetV1)
 * - `inverted`: 1 × 1 up, k × k depthwise, 1 × 1 down (MobileNetV2's, also called MBConv)
 * - `fused`: k × k up, 1 × 1 down (EfficientNetV2)
 * - `universal`: MobileNetV4's (arXiv 2404.10518): `inverted`, with `-extra` a depthwise convolution
 *   before it, with `-start` that one instead of the middle one, with `-ffn` neither
 */
export const BLOCKS = [
	'conv',
	'separable',
	'separable-act',
	'inverted',
	'fused',
	'universal',
	'universal-extra',
	'universal-start',
	'universal-ffn'
] as const;
export type BlockKind = (typeof BLOCKS)[number];

/**
 * MobileNetV1 to V4, MnasNet, EfficientNet and EfficientNetV2 as in timm's efficientnet.py and
 * mobilenetv3.py. Lists have one value for each row: blocks that are alike but for the first one's
 * stride. A stage is one row or several.
 */
export type MBConvConfig = InputConfig &
	Readonly<{
		/** Blocks of the row. */
		depths: readonly number[];
		/** Channels that leave its blocks. */
		widths: readonly number[];
		/** Whether a row begins a stage, or goes on with the one before. */
		begins: readonly ('stage' | 'row')[];
		blocks: readonly BlockKind[];
		/** Of the block's k × k convolution. */
		kernels: readonly number[];
		/** Of the depthwise convolution that a universal block begins with. */
		startKernels: readonly number[];
		/**
		 * Kernels side by side in an `inverted` block's depthwise convolution, each of its own part of the
		 * channels and with a side 2 larger than the one before (MixNet, arXiv 1907.09595); 1: one kernel.
		 */
		kernelCounts: readonly number[];
		/** Parts that the 1 × 1 convolution up, or down, of an `inverted` block falls into. */
		expandParts: readonly number[];
		projectParts: readonly number[];
		/** Hidden channels over those that enter the block. */
		expansions: readonly number[];
		/** Hidden channels that no expansion gives, such as a pruned network's; 0: by the expansion. */
		hiddenWidths: readonly number[];
		/** Of the row's first block. */
		strides: readonly number[];
		/**
		 * Whether the row's first block begins with a 2 × 2 convolution of stride 2 to four times as many
		 * channels, and goes on with a kernel of half the side (EfficientNet-X, arXiv 2102.05610). Of
		 * `separable` and `inverted` blocks.
		 */
		spaceToDepth: readonly ('on' | 'off')[];
		/** Channels of a group of the k × k convolution; 0: depthwise, or dense in `conv` and `fused`. */
		groupWidths: readonly number[];
		/** Channels inside a gate over those of `seFrom`; 0: no gate. */
		seRatios: readonly number[];
		/** Whether a block is added to its input, where their shapes are the same. */
		shortcuts: readonly ('on' | 'off')[];
		/** `own`: the network's. */
		activations: readonly (ActivationKind | 'own')[];
		activation: ActivationKind;
		norm: 'batch' | 'group' | 'layer';
		/** Channels of a group of GroupNorm. */
		normGroup: number;
		/** Around the maps of convolutions that halve them: alike on both sides, or as TensorFlow has it. */
		padding: 'pytorch' | 'same';
		/** Added to variances: PyTorch's default, or TensorFlow's. */
		eps: '1e-5' | '1e-3';
		/** What ends a gate, and what stands in it (`own`: the block's). */
		seGate: 'sigmoid' | 'hardsigmoid';
		seActivation: 'own' | 'relu';
		/** What a gate's ratio is of: the block's input, or its hidden channels. */
		seFrom: 'input' | 'hidden';
		/** Channels inside a gate are whole numbers, or multiples of 8 that lose at most a tenth or (`close`) a twentieth. */
		seRound: 'whole' | 'eights' | 'close-eights';
		/** What halves maps in blocks in place of strides (arXiv 1904.11486); a blur has zeros around its map. */
		antialias: 'none' | 'average' | 'blur';
		outputStride: OutputStride;
		stemWidth: number;
		stemKernel: number;
		/** 1 × 1 convolution then pool (EfficientNet), or pool then 1 × 1 convolution (MobileNetV3). */
		head: 'conv-pool' | 'pool-conv';
		/** Channels of that convolution; 0: there is none. */
		headWidth: number;
		/** What a convolution after the pool has: a bias, a norm, or neither. */
		headForm: 'bias' | 'norm' | 'plain';
	}>;
