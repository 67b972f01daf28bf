import type { ActivationKind } from '../../ops/activations.ts';
import type { InputConfig } from '../common-fields.ts';

export const EMBEDDINGS = [
	'patches',
	'convs',
	'resnet26d',
	'resnet50d',
	'resnet50d-s16',
	'resnetv2-stem',
	'resnetv2-26',
	'resnetv2-50-s16',
	'resnetv2-50'
] as const;
export type Embedding = (typeof EMBEDDINGS)[number];

/** Vision Transformer (arXiv 2010.11929) and what came of it, as in timm's vision_transformer.py, deit.py and eva.py. */
export type VitConfig = InputConfig &
	Readonly<{
		/**
		 * What makes tokens of an image: one convolution on patches; timm's ConvStem, three of 4 × 4, 2 × 2
		 * and 2 × 2 (MobileCLIP); a ResNet-D, the 50 also without its last stage, and a 1 × 1 on its map; or
		 * a ResNet of standardized weights (arXiv 2010.11929), or its stem and a convolution on patches of
		 * its map (arXiv 2106.10270).
		 */
		embedding: Embedding;
		/** Side of a patch, where tokens are made of patches of the image or of a stem's map. */
		patch: number;
		/** Channels of a token. */
		width: number;
		depth: number;
		heads: number;
		/** Hidden over outer width of a block's two linear layers; the product is rounded down. */
		mlpRatio: number;
		/**
		 * A block's second half: two linear layers, or gated by a third (SwiGLU, arXiv 2002.05202), which
		 * is half of the first (packed: half as many hidden channels are left) or a layer of its own.
		 */
		mlp: 'plain' | 'packed' | 'gated';
		activation: ActivationKind;
		qkvBias: boolean;
		/** Whether keys have one too, which softmax sees only where they are turned. */
		keyBias: boolean;
		/** Queries, keys and values from a layer each, or from one. */
		apartQkv: boolean;
		/** Biases of a block's other linear layers. */
		bias: boolean;
		norm: 'layer' | 'rms';
		eps: '1e-6' | '1e-5';
		/**
		 * What a block is: norms before attention and MLP, or after them; both side by side (arXiv
		 * 2302.05442); or two of each side by side (arXiv 2203.09795).
		 */
		block: 'pre-norm' | 'post-norm' | 'parallel' | 'double';
		/** A norm of queries and keys, head by head (arXiv 2302.05442). */
		qkNorm: boolean;
		/** Norms inside attention and MLP, before their last layers (arXiv 2210.06423). */
		subNorm: boolean;
		/** Whether attention has one too, or the MLP alone (EVA-02). */
		attentionNorm: boolean;
		layerScale: boolean;
		/** A learned token besides those of the patches. */
		classToken: boolean;
		/** Another one with a classifier of its own, whose outputs are averaged with the first's (DeiT). */
		distillation: boolean;
		/** Learned tokens that are thrown away at the end (arXiv 2309.16588). */
		registers: number;
		/** Which tokens have a learned position. */
		positions: 'all' | 'patches' | 'none';
		/**
		 * What turns queries and keys (RoPE): places as patches are counted (EVA-02), or relative to the
		 * image (DINOv3), by given angles; or places by angles that each block's heads learn.
		 */
		rotary: 'none' | 'counted' | 'relative' | 'learned';
		/** How much slower the last pair of channels turns than the first, nearly. */
		rotaryBase: number;
		/** Which axis turns the first half of a head. */
		rotaryOrder: 'rows' | 'columns';
		/** Number of the first row and column. */
		rotaryFrom: number;
		/** Patches a side that places are stretched to; 0 leaves them as they are. */
		rotaryOver: number;
		/** A norm of the patches as they are embedded, or of all tokens before the first block (CLIP). */
		embedNorm: 'none' | 'patches' | 'tokens';
		/**
		 * What the classifier reads: the class token, the average of the patch tokens, one beside the other
		 * (DINOv2's linear classifier, arXiv 2304.07193), or what a learned query finds.
		 */
		pool: 'token' | 'average' | 'both' | 'map';
		/** Whether pooling sees class token and registers too. */
		poolAll: boolean;
		/** Heads and MLP ratio of the attention pool; 0 takes those of the blocks. */
		poolHeads: number;
		poolRatio: number;
		/** Where the last norm stands; by timm's rule after an average, and else before the pooling. */
		lastNorm: 'auto' | 'before' | 'after' | 'none';
	}>;

/** Whether there is a second classifier: both read tokens of their own. */
export const isDistilled = ({
	distillation,
	classToken,
	pool
}: Pick<VitConfig, 'distillation' | 'classToken' | 'pool'>): boolean =>
	distillation && classToken && pool === 'token';

/** How many learned tokens stand before those of the patches. */
export const learnedCount = (config: VitConfig): number =>
	Number(config.classToken) + Number(isDistilled(config)) + config.registers;

/** Hidden channels of a block's MLP. */
export const hiddenWidth = ({ width, mlpRatio }: Pick<VitConfig, 'width' | 'mlpRatio'>): number =>
	Math.trunc(width * mlpRatio);
