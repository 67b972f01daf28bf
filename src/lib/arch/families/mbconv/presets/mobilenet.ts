import type { MBConvConfig } from '../config.ts';
import {
	around,
	inverted,
	listsOf,
	rowsOfBlock,
	scaledWidth,
	separable,
	single,
	type Scaling,
	type Stage
} from './rows.ts';

const v1 = rowsOfBlock('separable-act', { shortcut: 'off' });

/** arXiv 1704.04861. */
const V1: readonly Stage[] = [
	[v1(1, 3, 1, 1, 64)],
	[v1(2, 3, 2, 1, 128)],
	[v1(2, 3, 2, 1, 256)],
	[v1(6, 3, 2, 1, 512)],
	[v1(2, 3, 2, 1, 1024)]
];

/** arXiv 1801.04381, table 2. */
const V2: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16)],
	[inverted(2, 3, 2, 6, 24)],
	[inverted(3, 3, 2, 6, 32)],
	[inverted(4, 3, 2, 6, 64)],
	[inverted(3, 3, 1, 6, 96)],
	[inverted(3, 3, 2, 6, 160)],
	[inverted(1, 3, 1, 6, 320)]
];

export const mobilenetV1 = (width: number, headWidth = 0): MBConvConfig => ({
	...around,
	...listsOf(V1, { width }),
	activation: 'relu6',
	stemWidth: scaledWidth(32, { width }),
	headWidth
});

/** With its ends fixed, stem and head keep their widths too. */
export const mobilenetV2 = (scaling: Scaling): MBConvConfig => ({
	...around,
	...listsOf(V2, scaling),
	activation: 'relu6',
	stemWidth: scaling.fixEnds ? 32 : scaledWidth(32, scaling),
	headWidth: scaling.fixEnds ? 1280 : Math.max(1280, scaledWidth(1280, scaling))
});

const relu = { activation: 'relu' } as const;
const se = { se: 0.25 } as const;
const reluSe = { ...relu, ...se };

/** arXiv 1905.02244, tables 1 and 2. */
const V3_LARGE: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16, relu)],
	[inverted(1, 3, 2, 4, 24, relu), inverted(1, 3, 1, 3, 24, relu)],
	[inverted(3, 5, 2, 3, 40, reluSe)],
	[inverted(1, 3, 2, 6, 80), inverted(1, 3, 1, 2.5, 80), inverted(2, 3, 1, 2.3, 80)],
	[inverted(2, 3, 1, 6, 112, se)],
	[inverted(3, 5, 2, 6, 160, se)],
	[single(1, 1, 1, 1, 960)]
];
const V3_SMALL: readonly Stage[] = [
	[separable(1, 3, 2, 1, 16, reluSe)],
	[inverted(1, 3, 2, 4.5, 24, relu), inverted(1, 3, 1, 3.67, 24, relu)],
	[inverted(1, 5, 2, 4, 40, se), inverted(2, 5, 1, 6, 40, se)],
	[inverted(2, 5, 1, 3, 48, se)],
	[inverted(3, 5, 2, 6, 96, se)],
	[single(1, 1, 1, 1, 576)]
];

/** The same with 3 × 3 kernels alone, and without gates and hard swish. */
const minimal = (stages: readonly Stage[]): readonly Stage[] =>
	stages.map((stage) =>
		stage.map((row) => ({ ...row, kernel: Math.min(3, row.kernel), se: 0, activation: 'own' }))
	);

const v3Around = {
	...around,
	activation: 'hardswish',
	seGate: 'hardsigmoid',
	seActivation: 'relu',
	seFrom: 'hidden',
	seRound: 'eights',
	stemWidth: 16,
	head: 'pool-conv'
} as const;

const v3 = (
	stages: readonly Stage[],
	scaling: Scaling & { width: number },
	rest: Partial<MBConvConfig>
): MBConvConfig => ({
	...v3Around,
	...listsOf(stages, scaling),
	stemWidth: scaling.width < 0.75 ? 16 : scaledWidth(16, scaling),
	...rest
});

export const mobilenetV3Large = (width: number, depth = 1): MBConvConfig =>
	v3(V3_LARGE, { width, depth }, {});
export const mobilenetV3Small = (width: number): MBConvConfig =>
	v3(V3_SMALL, { width }, { headWidth: 1024 });
export const minimalLarge = v3(minimal(V3_LARGE), { width: 1 }, { activation: 'relu' });
export const minimalSmall = v3(
	minimal(V3_SMALL),
	{ width: 1 },
	{ activation: 'relu', headWidth: 1024 }
);

/** timm's first reading of the paper. */
export const mobilenetV3Rw: MBConvConfig = {
	...mobilenetV3Large(1),
	...listsOf([[separable(1, 3, 1, 1, 16, { ...relu, shortcut: 'off' })], ...V3_LARGE.slice(1)]),
	eps: '1e-3',
	seActivation: 'own',
	seRound: 'whole',
	headForm: 'plain'
};

const lcnet = rowsOfBlock('separable-act', { shortcut: 'off' });

/** PP-LCNet (arXiv 2109.15099). */
const LCNET: readonly Stage[] = [
	[lcnet(1, 3, 1, 1, 32)],
	[lcnet(2, 3, 2, 1, 64)],
	[lcnet(2, 3, 2, 1, 128)],
	[lcnet(1, 3, 2, 1, 256), lcnet(1, 5, 1, 1, 256)],
	[lcnet(4, 5, 1, 1, 256)],
	[lcnet(2, 5, 2, 1, 512, se)]
];

export const lcNet = (width: number): MBConvConfig => ({
	...v3Around,
	...listsOf(LCNET, { width }),
	seRound: 'whole',
	stemWidth: scaledWidth(16, { width })
});
