import type { ActivationKind } from '../../ops/activations.ts';
import type { InputConfig } from '../common-fields.ts';

/** What mixes the positions of a map: a pool, a separable convolution, attention, or nothing (IdentityFormer). */
export type Mixer = 'pool' | 'conv' | 'attention' | 'none';

/**
 * MetaFormers as in timm's metaformer.py: PoolFormer (arXiv 2111.11418), and PoolFormer V2, ConvFormer
 * and CAFormer (2210.13452). Lists have one value for each stage.
 */
export type MetaFormerConfig = InputConfig &
	Readonly<{
		depths: readonly number[];
		widths: readonly number[];
		mixers: readonly Mixer[];
		/** Whether the shortcuts of a stage's blocks have learned factors. */
		resScales: readonly ('on' | 'off')[];
		/** Kernel of the separable convolution. */
		kernel: number;
		/** Channels of an attention head. */
		headWidth: number;
		/** Hidden over outer width of a block's two last layers. */
		mlpRatio: number;
		/** Biases of these two. */
		mlpBias: boolean;
		activation: ActivationKind | 'starRelu';
		norm: 'layer' | 'group';
		normBias: boolean;
		/** LayerNorm after the stem and before each downsampling. */
		outerNorms: boolean;
		layerScale: boolean;
		/** A hidden layer, squared ReLU and a norm before the classifier's last layer. */
		mlpHead: boolean;
	}>;
