import type { ActivationKind } from '../../ops/activations.ts';
import type { InputConfig } from '../common-fields.ts';
import type { OutputStride } from '../output-stride.ts';

/**
 * RegNet X, Y (arXiv 2003.13678) and what timm's regnet.py makes of them: Z (2103.06877) and V, with
 * norms first. Lists have one value for each stage.
 */
export type RegNetConfig = InputConfig &
	Readonly<{
		/** `line`: stages follow from the paper's five numbers. `stages`: each stage is said by itself. */
		widthRule: 'line' | 'stages';
		/** Blocks in all. */
		depth: number;
		/** Width of the first block before it is rounded, a multiple of 8: the paper's w₀. */
		initialWidth: number;
		/** What each further block is wider than the one before: the paper's wₐ. */
		slope: number;
		/** What a stage is wider than the one before, about: the paper's wₘ. */
		multiplier: number;
		/** Channels of a group of the 3 × 3 convolution. */
		groupWidth: number;
		/** How widths become multiples of the group: `within-tenth` never takes more than a tenth away (torchvision). */
		groupRounding: 'nearest' | 'within-tenth';
		depths: readonly number[];
		widths: readonly number[];
		groupWidths: readonly number[];
		/** Channels inside a block over those that leave it. */
		bottleneck: number;
		/** Channels inside a gate over those that enter the block; 0 for no gate. */
		seRatio: number;
		/**
		 * What a shortcut has where shapes differ: a 1 × 1 convolution, with the stride or after an average
		 * pool; with `none` such a block has no shortcut.
		 */
		shortcut: 'conv' | 'average' | 'none';
		/** Norm and activation before each convolution, instead of after it. */
		preNorm: boolean;
		/** No activation after the addition; one before the head instead. */
		linearOut: boolean;
		norm: 'batch' | 'group';
		/** Channels of a group of GroupNorm. */
		normGroupWidth: number;
		activation: ActivationKind;
		outputStride: OutputStride;
		stemWidth: number;
		/** Channels of a 1 × 1 convolution before the head; 0 for none. */
		headWidth: number;
	}>;
