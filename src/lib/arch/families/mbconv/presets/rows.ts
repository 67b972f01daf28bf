import { imageNet } from '../../common-fields.ts';
import type { BlockKind, MBConvConfig } from '../config.ts';
import { roundHalfEven, toMultiple } from '../../rounding.ts';

type Rest = Readonly<{
	startKernel: number;
	kernelCount: number;
	expandParts: number;
	projectParts: number;
	hiddenWidth: number;
	groupWidth: number;
	se: number;
	spaceToDepth: 'on' | 'off';
	shortcut: 'on' | 'off';
	activation: MBConvConfig['activations'][number];
}>;

/** A row of a published network before it is scaled. */
export type Unscaled = Rest &
	Readonly<{
		block: BlockKind;
		depth: number;
		kernel: number;
		stride: number;
		expansion: number;
		width: number;
	}>;

/** A stage: one row, or several. */
export type Stage = readonly Unscaled[];

const usual: Rest = {
	startKernel: 3,
	kernelCount: 1,
	expandParts: 1,
	projectParts: 1,
	hiddenWidth: 0,
	groupWidth: 0,
	se: 0,
	spaceToDepth: 'off',
	shortcut: 'on',
	activation: 'own'
};

/** Makes rows of a block from blocks, kernel, stride, expansion, channels, and what is not usual. */
export const rowsOfBlock =
	(block: BlockKind, always?: Partial<Rest>) =>
	(
		depth: number,
		kernel: number,
		stride: number,
		expansion: number,
		width: number,
		rest?: Partial<Rest>
	): Unscaled => ({
		...usual,
		...always,
		block,
		depth,
		kernel,
		stride,
		expansion,
		width,
		...rest
	});

export const inverted = rowsOfBlock('inverted');
export const fused = rowsOfBlock('fused');
/** Networks of this family leave out the shortcut of a single convolution unless they say otherwise. */
export const single = rowsOfBlock('conv', { shortcut: 'off' });
export const separable = rowsOfBlock('separable');

/** How a published network becomes a smaller or a larger one. */
export type Scaling = Readonly<{
	width?: number;
	/** For all stages, or for each. */
	depth?: number | readonly number[];
	/** Blocks of a stage are rounded up, or to the nearest number. */
	rounding?: 'up' | 'nearest';
	/** Whether the first and the last stage keep their blocks. */
	fixEnds?: boolean;
	divisor?: number;
	/** The least part of a scaled width that its rounding may leave. */
	limit?: number;
}>;

export const scaledWidth = (channels: number, { width = 1, divisor, limit }: Scaling): number =>
	toMultiple(channels * width, divisor, limit);

/** Blocks of a stage's rows when there are `factor` times as many in all: the last rows get theirs first, as in timm. */
function scaledDepths(
	depths: readonly number[],
	factor: number,
	rounding: Scaling['rounding']
): readonly number[] {
	let left = depths.reduce((sum, depth) => sum + depth, 0);
	let wanted =
		rounding === 'nearest' ? Math.max(1, roundHalfEven(left * factor)) : Math.ceil(left * factor);
	return depths.reduceRight<readonly number[]>((scaled, depth) => {
		const blocks = Math.max(1, roundHalfEven((depth / left) * wanted));
		left -= depth;
		wanted -= blocks;
		return [blocks, ...scaled];
	}, []);
}

type Lists = Pick<
	MBConvConfig,
	| 'depths'
	| 'widths'
	| 'begins'
	| 'blocks'
	| 'kernels'
	| 'startKernels'
	| 'kernelCounts'
	| 'expandParts'
	| 'projectParts'
	| 'hiddenWidths'
	| 'expansions'
	| 'strides'
	| 'groupWidths'
	| 'seRatios'
	| 'spaceToDepth'
	| 'shortcuts'
	| 'activations'
>;

/** The lists of a configuration, from stages of rows. */
export function listsOf(stages: readonly Stage[], scaling: Scaling = {}): Lists {
	const { depth = 1, fixEnds = false } = scaling;
	const depths = stages.flatMap((stage, i) => {
		const isEnd = i === 0 || i === stages.length - 1;
		const factor = typeof depth === 'number' ? depth : (depth[i] ?? 1);
		const blocks = stage.map((row) => row.depth);
		return scaledDepths(blocks, fixEnds && isEnd ? 1 : factor, scaling.rounding);
	});
	const rows = stages.flat();
	return {
		depths,
		widths: rows.map(({ width }) => scaledWidth(width, scaling)),
		begins: stages.flatMap((stage) => stage.map((_, i) => (i === 0 ? 'stage' : 'row'))),
		blocks: rows.map(({ block }) => block),
		kernels: rows.map(({ kernel }) => kernel),
		startKernels: rows.map(({ startKernel }) => startKernel),
		kernelCounts: rows.map(({ kernelCount }) => kernelCount),
		expandParts: rows.map(({ expandParts }) => expandParts),
		projectParts: rows.map(({ projectParts }) => projectParts),
		hiddenWidths: rows.map(({ hiddenWidth }) => hiddenWidth),
		expansions: rows.map(({ expansion }) => expansion),
		strides: rows.map(({ stride }) => stride),
		groupWidths: rows.map(({ groupWidth }) => groupWidth),
		spaceToDepth: rows.map(({ spaceToDepth }) => spaceToDepth),
		seRatios: rows.map(({ se }) => se),
		shortcuts: rows.map(({ shortcut }) => shortcut),
		activations: rows.map(({ activation }) => activation)
	};
}

/** What the family's networks have around their rows, unless they say otherwise: MnasNet's. */
export const around: Omit<MBConvConfig, keyof Lists> = {
	...imageNet,
	activation: 'relu',
	norm: 'batch',
	normGroup: 8,
	padding: 'pytorch',
	eps: '1e-5',
	seGate: 'sigmoid',
	seActivation: 'own',
	seFrom: 'input',
	seRound: 'whole',
	antialias: 'none',
	outputStride: '32',
	stemWidth: 32,
	stemKernel: 3,
	head: 'conv-pool',
	headWidth: 1280,
	headForm: 'bias'
};
