import type { ActivationKind } from '../../ops/activations.ts';
import type { BlockKind, MBConvConfig } from './config.ts';
import { roundHalfEven, toMultiple } from '../rounding.ts';

/** Blocks of a network that are alike but for the first one's stride, with all that follows from the configuration. */
export type Row = Readonly<{
	/** Number of the stage, from 1. */
	stage: number;
	block: BlockKind;
	depth: number;
	width: number;
	kernel: number;
	startKernel: number;
	/** Kernels of the depthwise convolution, and parts of the two 1 × 1 convolutions, side by side. */
	kernelCount: number;
	expandParts: number;
	projectParts: number;
	expansion: number;
	/** 0: by the expansion. */
	hiddenWidth: number;
	stride: number;
	/** Whether the first block begins with a 2 × 2 convolution to four times as many channels. */
	spaceToDepth: boolean;
	groupWidth: number;
	seRatio: number;
	shortcut: boolean;
	activation: ActivationKind;
}>;

/** The stage of each row, from 1; the first row begins one whatever it says. */
export function stagesOf({ begins }: Pick<MBConvConfig, 'begins'>): readonly number[] {
	let stage = 0;
	return begins.map((begin) => (begin === 'stage' || stage === 0 ? ++stage : stage));
}

/** Convolutions of a block that takes no several side by side. */
const WHOLE = { kernelCount: 1, expandParts: 1, projectParts: 1 };

export function rowsOf(config: MBConvConfig): readonly Row[] {
	const stages = stagesOf(config);
	return config.depths.map((depth, i) => {
		const activation = config.activations[i] ?? 'own';
		const block = config.blocks[i] ?? 'inverted';
		return {
			stage: stages[i] ?? 1,
			block,
			depth,
			width: config.widths[i] ?? 0,
			kernel: config.kernels[i] ?? 0,
			startKernel: config.startKernels[i] ?? 0,
			...(block === 'inverted'
				? {
						kernelCount: config.kernelCounts[i] ?? 1,
						expandParts: config.expandParts[i] ?? 1,
						projectParts: config.projectParts[i] ?? 1
					}
				: WHOLE),
			expansion: config.expansions[i] ?? 0,
			hiddenWidth: config.hiddenWidths[i] ?? 0,
			stride: config.strides[i] ?? 1,
			spaceToDepth: config.spaceToDepth[i] === 'on' && takesSpaceToDepth(block),
			groupWidth: config.groupWidths[i] ?? 0,
			seRatio: config.seRatios[i] ?? 0,
			shortcut: config.shortcuts[i] === 'on',
			activation: activation === 'own' ? config.activation : activation
		};
	});
}

/** Blocks of timm's that take space to depth. */
const takesSpaceToDepth = (block: BlockKind): boolean =>
	block === 'separable' || block === 'separable-act' || block === 'inverted';

/** What a 2 × 2 convolution of stride 2 makes of channels. */
export const ofFour = (channels: number, spaceToDepth: boolean): number =>
	spaceToDepth ? 4 * channels : channels;

/** A block after a row's first. */
export const laterBlock = (row: Row): Row =>
	row.spaceToDepth ? { ...row, spaceToDepth: false } : row;

/** Side of a block's kernel, which space to depth halves. */
export const kernelOf = ({ kernel, spaceToDepth }: Pick<Row, 'kernel' | 'spaceToDepth'>): number =>
	spaceToDepth ? (kernel + 1) >> 1 : kernel;

/** Whether a block has an expansion: the others keep the channels that enter. */
export const expands = (block: BlockKind): boolean =>
	block !== 'conv' && block !== 'separable' && block !== 'separable-act';

/** Channels inside a block, given those that enter, or what space to depth makes of them. */
export const hiddenWidth = (
	{ block, expansion, hiddenWidth }: Pick<Row, 'block' | 'expansion' | 'hiddenWidth'>,
	entering: number
): number => (expands(block) ? hiddenWidth || toMultiple(entering * expansion) : entering);

/**
 * Channels inside a block's gate, given those that enter the block, or what space to depth makes of
 * them: timm divides the ratio by the expansion and by the four of space to depth, and rounds as Python
 * does.
 */
export function squeezedWidth(
	config: Pick<MBConvConfig, 'seFrom' | 'seRound'>,
	row: Pick<Row, 'block' | 'expansion' | 'hiddenWidth' | 'seRatio' | 'spaceToDepth'>,
	hidden: number,
	entering: number
): number {
	const ofHidden = config.seFrom === 'hidden' || !expands(row.block);
	const expansion = row.hiddenWidth > 0 ? hidden / entering : row.expansion;
	const ratio = ofHidden ? row.seRatio : row.seRatio / expansion;
	const channels = hidden * (row.spaceToDepth ? ratio / 4 : ratio);
	if (config.seRound === 'whole') return roundHalfEven(channels);
	return toMultiple(channels, 8, config.seRound === 'eights' ? 0.9 : 0.95);
}
