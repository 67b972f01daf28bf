import type { MBConvConfig } from '../config.ts';
import {
	around,
	inverted,
	listsOf,
	scaledWidth,
	separable,
	single,
	fused,
	type Stage
} from './rows.ts';

const off = { shortcut: 'off' } as const;
const se = { se: 0.25 } as const;

/** arXiv 1807.11626: without and with gates, and the small one. */
const B1: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16, off)],
	[inverted(3, 3, 2, 3, 24)],
	[inverted(3, 5, 2, 3, 40)],
	[inverted(3, 5, 2, 6, 80)],
	[inverted(2, 3, 1, 6, 96)],
	[inverted(4, 5, 2, 6, 192)],
	[inverted(1, 3, 1, 6, 320, off)]
];
const A1: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16, off)],
	[inverted(2, 3, 2, 6, 24)],
	[inverted(3, 5, 2, 3, 40, se)],
	[inverted(4, 3, 2, 6, 80)],
	[inverted(2, 3, 1, 6, 112, se)],
	[inverted(3, 5, 2, 6, 160, se)],
	[inverted(1, 3, 1, 6, 320)]
];
const SMALL: readonly Stage[] = [
	[separable(1, 3, 1, 1, 8)],
	[inverted(1, 3, 2, 3, 16)],
	[inverted(2, 3, 2, 6, 16)],
	[inverted(4, 5, 2, 6, 32, se)],
	[inverted(3, 3, 1, 6, 32, se)],
	[inverted(3, 5, 2, 6, 88, se)],
	[inverted(1, 3, 1, 6, 144)]
];

/** Single-Path NAS, arXiv 1904.02877. */
const SPNAS: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16, off)],
	[inverted(3, 3, 2, 3, 24)],
	[inverted(1, 5, 2, 6, 40), inverted(3, 3, 1, 3, 40)],
	[inverted(1, 5, 2, 6, 80), inverted(3, 3, 1, 3, 80)],
	[inverted(1, 5, 1, 6, 96), inverted(3, 5, 1, 3, 96)],
	[inverted(4, 5, 2, 6, 192)],
	[inverted(1, 3, 1, 6, 320, off)]
];

/** FBNet-C, arXiv 1812.03443. */
const FBNET_C: readonly Stage[] = [
	[inverted(1, 3, 1, 1, 16)],
	[inverted(1, 3, 2, 6, 24), inverted(2, 3, 1, 1, 24)],
	[
		inverted(1, 5, 2, 6, 32),
		inverted(1, 5, 1, 3, 32),
		inverted(1, 5, 1, 6, 32),
		inverted(1, 3, 1, 6, 32)
	],
	[inverted(1, 5, 2, 6, 64), inverted(1, 5, 1, 3, 64), inverted(2, 5, 1, 6, 64)],
	[inverted(3, 5, 1, 6, 112), inverted(1, 5, 1, 3, 112)],
	[inverted(4, 5, 2, 6, 184)],
	[inverted(1, 3, 1, 6, 352)]
];

const searched = (stages: readonly Stage[], stem: number, width = 1): MBConvConfig => ({
	...around,
	...listsOf(stages, { width }),
	stemWidth: scaledWidth(stem, { width })
});

export const mnasNet = (width: number): MBConvConfig => searched(B1, 32, width);
export const seMnasNet = (width: number): MBConvConfig => searched(A1, 32, width);
export const mnasNetSmall: MBConvConfig = searched(SMALL, 8);
export const spNasNet: MBConvConfig = searched(SPNAS, 32);
export const fbNetC: MBConvConfig = { ...searched(FBNET_C, 16), headWidth: 1984 };

const fbnetStage = (
	stride: number,
	kernels: readonly [first: number, rest: number],
	expansions: readonly [first: number, rest: number],
	depth: number,
	width: number,
	rest = {}
): Stage => [
	inverted(1, kernels[0], stride, expansions[0], width, rest),
	inverted(depth, kernels[1], 1, expansions[1], width, rest)
];

/** FBNetV3, arXiv 2006.02049. */
const FBNET_V3 = {
	b: [
		[separable(2, 3, 1, 1, 16)],
		fbnetStage(2, [5, 5], [4, 2], 3, 24),
		fbnetStage(2, [5, 5], [5, 3], 4, 40, se),
		fbnetStage(2, [5, 3], [5, 3], 4, 72),
		fbnetStage(1, [3, 5], [5, 3], 5, 120, se),
		[...fbnetStage(2, [3, 5], [6, 4], 5, 184, se), inverted(1, 5, 1, 6, 224, se)],
		[single(1, 1, 1, 1, 1344)]
	],
	d: [
		[separable(2, 3, 1, 1, 16)],
		fbnetStage(2, [3, 3], [5, 2], 5, 24),
		fbnetStage(2, [5, 3], [4, 3], 4, 40, se),
		fbnetStage(2, [3, 3], [5, 3], 4, 72),
		fbnetStage(1, [3, 5], [5, 3], 6, 128, se),
		[...fbnetStage(2, [3, 5], [6, 5], 5, 208, se), inverted(1, 5, 1, 6, 240, se)],
		[single(1, 1, 1, 1, 1440)]
	],
	g: [
		[separable(3, 3, 1, 1, 24)],
		fbnetStage(2, [5, 5], [4, 2], 4, 40),
		fbnetStage(2, [5, 5], [4, 3], 4, 56, se),
		fbnetStage(2, [5, 3], [5, 3], 4, 104),
		fbnetStage(1, [3, 5], [5, 3], 8, 160, se),
		[...fbnetStage(2, [3, 5], [6, 5], 6, 264, se), inverted(2, 5, 1, 6, 288, se)],
		[single(1, 1, 1, 1, 1728)]
	]
} satisfies Readonly<Record<string, readonly Stage[]>>;

export const fbNetV3 = (name: keyof typeof FBNET_V3, stemWidth: number): MBConvConfig => ({
	...around,
	...listsOf(FBNET_V3[name]),
	activation: 'hardswish',
	seGate: 'hardsigmoid',
	seRound: 'close-eights',
	stemWidth,
	head: 'pool-conv',
	headWidth: 1984,
	headForm: 'plain'
});

/** MobileNet EdgeTPU, from tensorflow/models; its first block is a 1 × 1 convolution. */
const EDGE_TPU: readonly Stage[] = [
	[single(1, 1, 1, 1, 16)],
	[fused(1, 3, 2, 8, 32), fused(3, 3, 1, 4, 32)],
	[fused(1, 3, 2, 8, 48), fused(3, 3, 1, 4, 48)],
	[inverted(1, 3, 2, 8, 96), inverted(3, 3, 1, 4, 96)],
	[inverted(1, 3, 1, 8, 96, off), inverted(3, 3, 1, 4, 96)],
	[inverted(1, 5, 2, 8, 160), inverted(3, 5, 1, 4, 160)],
	[inverted(1, 3, 1, 8, 192)]
];

export const edgeTpu: MBConvConfig = searched(EDGE_TPU, 32);

/** Its second version, with some of the fused convolutions in groups of `groupWidth` channels. */
export function edgeTpuV2(
	widths: readonly [number, number, number, number, number, number, number],
	groupWidth: number,
	rest: Partial<MBConvConfig>
): MBConvConfig {
	const [a, b, c, d, e, f, g] = widths;
	const grouped = { groupWidth };
	const stages: readonly Stage[] = [
		[single(1, 1, 1, 1, a)],
		[fused(1, 3, 2, 8, b), fused(1, 3, 1, 4, b, grouped)],
		[
			fused(1, 3, 2, 8, c),
			fused(1, 3, 1, 4, c, grouped),
			fused(1, 3, 1, 4, c),
			fused(1, 3, 1, 4, c, grouped)
		],
		[fused(1, 3, 2, 8, d), inverted(3, 3, 1, 4, d)],
		[inverted(1, 3, 1, 8, e), inverted(3, 3, 1, 4, e)],
		[inverted(1, 3, 2, 8, f), inverted(3, 3, 1, 4, f)],
		[inverted(1, 3, 1, 8, g)]
	];
	return { ...searched(stages, 64), stemKernel: 5, ...rest };
}
