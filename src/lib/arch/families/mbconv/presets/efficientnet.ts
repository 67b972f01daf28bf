import type { MBConvConfig } from '../config.ts';
import {
	around,
	fused,
	inverted,
	listsOf,
	scaledWidth,
	separable,
	single,
	type Scaling,
	type Stage,
	type Unscaled
} from './rows.ts';

/** arXiv 1905.11946, table 1; a B1 is it scaled by 1 in width and 1.1 in depth, and so on. */
const B0: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16, { se: 0.25 })],
	[inverted(2, 3, 2, 6, 24, { se: 0.25 })],
	[inverted(2, 5, 2, 6, 40, { se: 0.25 })],
	[inverted(3, 3, 2, 6, 80, { se: 0.25 })],
	[inverted(3, 5, 1, 6, 112, { se: 0.25 })],
	[inverted(4, 5, 2, 6, 192, { se: 0.25 })],
	[inverted(1, 3, 1, 6, 320, { se: 0.25 })]
];

const each = (stages: readonly Stage[], change: Partial<Unscaled>): readonly Stage[] =>
	stages.map((stage) => stage.map((row) => ({ ...row, ...change })));

export const efficientNet = (
	width: number,
	depth: number,
	input: number,
	{
		groupWidth = 0,
		divisor = 8,
		...rest
	}: Partial<MBConvConfig> & {
		groupWidth?: number;
		divisor?: number;
	} = {}
): MBConvConfig => ({
	...around,
	...listsOf(groupWidth > 0 ? each(B0, { groupWidth }) : B0, { width, depth, divisor }),
	activation: 'silu',
	stemWidth: scaledWidth(32, { width, divisor }),
	headWidth: scaledWidth(1280, { width, divisor }),
	input,
	...rest
});

/** tensorflow/tpu, efficientnet/lite: no gates, ReLU6, and stem and head of one size. */
export const efficientNetLite = (width: number, depth: number, input: number): MBConvConfig => ({
	...around,
	...listsOf(each(B0, { se: 0 }), { width, depth, fixEnds: true }),
	activation: 'relu6',
	input
});

/**
 * arXiv 2102.05610: space to depth in the first stage, whose four times as many channels the second
 * takes without a stride, and fused blocks in that and the third.
 *
 * @param expansion of the second stage to the fourth
 */
export function efficientNetX(
	width: number,
	depth: number,
	input: number,
	expansion = 6
): MBConvConfig {
	const blocks = (count: number) => Math.ceil(count * depth);
	const [se, relu] = [0.25, 'relu'] as const;
	const first = 4 * scaledWidth(16, { width });
	const stages: readonly Stage[] = [
		[separable(blocks(1), 3, 1, 1, first, { se, spaceToDepth: 'on' })],
		[
			fused(1, 3, 1, expansion / 4, 24, { se, activation: relu }),
			fused(blocks(2) - 1, 3, 1, expansion, 24, { se, activation: relu })
		],
		[fused(blocks(2), 5, 2, expansion, 40, { se, activation: relu })],
		[inverted(blocks(3), 3, 2, expansion, 80, { se })],
		[inverted(blocks(3), 5, 1, 6, 112, { se })],
		[inverted(blocks(4), 5, 2, 6, 192, { se })],
		[inverted(blocks(1), 3, 1, 6, 320, { se })]
	];
	const lists = listsOf(stages, { width });
	return {
		...around,
		...lists,
		widths: [first, ...lists.widths.slice(1)],
		activation: 'silu',
		stemWidth: scaledWidth(32, { width }),
		headWidth: scaledWidth(1280, { width }),
		input
	};
}

/** arXiv 2010.14819: the same blocks in other proportions. */
export const tinyNet = (width: number, depth: number, input: number): MBConvConfig => ({
	...efficientNet(width, depth, input),
	...listsOf(B0, { width, depth, rounding: 'nearest' }),
	stemWidth: 32,
	headWidth: Math.max(1280, scaledWidth(1280, { width }))
});

const off = { shortcut: 'off' } as const;

/**
 * tensorflow/tpu, efficientnet/edgetpu. The first stage's blocks have four times the channels that
 * leave them inside, also where fewer enter.
 */
export function efficientNetEdge(width: number, depth: number, input: number): MBConvConfig {
	const stem = scaledWidth(32, { width });
	const inside = (4 * scaledWidth(24, { width })) / stem;
	const more = Math.ceil(depth) - 1;
	const stages: readonly Stage[] = [
		[fused(1, 3, 1, inside, 24, off), ...(more > 0 ? [fused(more, 3, 1, 4, 24, off)] : [])],
		[fused(2, 3, 2, 8, 32)],
		[fused(4, 3, 2, 8, 48)],
		[inverted(5, 5, 2, 8, 96)],
		[inverted(4, 5, 1, 8, 144)],
		[inverted(2, 5, 2, 8, 192)]
	];
	return {
		...around,
		...listsOf(stages, { width, depth: stages.map((_, i) => (i === 0 ? 1 : depth)) }),
		stemWidth: stem,
		headWidth: scaledWidth(1280, { width }),
		input
	};
}

/** arXiv 2104.00298, table 4, from google/automl: blocks and channels of the stages. */
const v2 = (
	[stem, ...stages]: readonly (readonly [depth: number, width: number])[],
	expansions: readonly number[]
): readonly Stage[] => [
	[single(stem?.[0] ?? 1, 3, 1, 1, stem?.[1] ?? 0, { shortcut: 'on' })],
	...stages.map(([depth, width], i): Stage => {
		const stride = i === 3 || i === 5 ? 1 : 2;
		const expansion = expansions[i] ?? 6;
		return i < 2
			? [fused(depth, 3, stride, expansion, width)]
			: [inverted(depth, 3, stride, expansion, width, { se: 0.25 })];
	})
];

const FOUR = [4, 4, 4, 6, 6, 6];
const V2_BASE = v2(
	[
		[1, 16],
		[2, 32],
		[2, 48],
		[3, 96],
		[5, 112],
		[8, 192]
	],
	FOUR
);
const V2_S = v2(
	[
		[2, 24],
		[4, 48],
		[4, 64],
		[6, 128],
		[9, 160],
		[15, 256]
	],
	FOUR
);
const V2_M = v2(
	[
		[3, 24],
		[5, 48],
		[5, 80],
		[7, 160],
		[14, 176],
		[18, 304],
		[5, 512]
	],
	FOUR
);
const V2_L = v2(
	[
		[4, 32],
		[7, 64],
		[7, 96],
		[10, 192],
		[19, 224],
		[25, 384],
		[7, 640]
	],
	FOUR
);
const V2_XL = v2(
	[
		[4, 32],
		[8, 64],
		[8, 96],
		[16, 192],
		[24, 256],
		[32, 512],
		[8, 640]
	],
	FOUR
);

/** timm's own reading of the paper, before its code was there. */
const V2_RW: readonly Stage[] = [
	[fused(2, 3, 1, 1, 24)],
	...V2_S.slice(1, -1),
	[inverted(15, 3, 2, 6, 272, { se: 0.25 })]
];

const TEST = v2(
	[
		[1, 16],
		[1, 24],
		[1, 32],
		[1, 48],
		[1, 64]
	],
	[4, 4, 4, 4]
).map((stage, i) => stage.map((row) => ({ ...row, stride: i === 0 ? 1 : 2 })));

const ofV2 = (
	stages: readonly Stage[],
	stem: number,
	head: number,
	input: number,
	scaling: Scaling = {}
): MBConvConfig => ({
	...around,
	...listsOf(stages, scaling),
	activation: 'silu',
	stemWidth: scaledWidth(stem, scaling),
	headWidth: scaledWidth(head, scaling),
	input
});

export const efficientNetV2 = {
	base: (width: number, depth: number, input: number) =>
		ofV2(V2_BASE, 32, 1280, input, { width, depth, limit: 0 }),
	t: (input: number) => ofV2(V2_S, 24, 1280, input, { width: 0.8, depth: 0.9 }),
	s: (input: number) => ofV2(V2_S, 24, 1280, input),
	m: (input: number) => ofV2(V2_M, 24, 1280, input),
	l: (input: number) => ofV2(V2_L, 32, 1280, input),
	xl: (input: number) => ofV2(V2_XL, 32, 1280, input),
	rw: (input: number, scaling: Scaling = {}) => ofV2(V2_RW, 24, 1792, input, scaling),
	test: (input: number) => ofV2(TEST, 24, 256, input, { limit: 0 })
};
