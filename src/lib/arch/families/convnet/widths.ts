import type { ConvNetConfig } from './config.ts';

const truncated = (ratio: number, width: number): number => Math.trunc(ratio * width);

const widthOf = ({ widths }: ConvNetConfig, stage: number): number => widths[stage] ?? 0;

/** Channels inside an inverted or a spatial-first block. */
const hiddenWidth = (config: ConvNetConfig, stage: number): number =>
	truncated(config.expansions[stage] ?? 0, widthOf(config, stage));

/** Channels that a stage hands on, unless its blocks have free widths. */
export function stageWidth(config: ConvNetConfig, stage: number): number {
	const width = widthOf(config, stage);
	return config.block === 'bottleneck' ? truncated(config.expansions[stage] ?? 0, width) : width;
}

/** Channels of a bottleneck's spatial conv, which its groups divide. */
export function innerWidth(config: ConvNetConfig, stage: number): number {
	// torchvision: int(planes * base_width / 64) * groups, with inner = base_width * groups / 64.
	const { conv, cardinality, groupWidth } = config;
	const step = conv === 'grouped' ? cardinality : conv === 'group-width' ? groupWidth : 1;
	return Math.floor((widthOf(config, stage) * config.inner) / step) * step;
}

/** Groups of a spatial conv that so many channels enter. */
export const groupsOf = (config: ConvNetConfig, entering: number): number =>
	({
		dense: 1,
		grouped: config.cardinality,
		'group-width': entering / config.groupWidth,
		depthwise: entering
	})[config.conv];

/** A block's convs: how many there are, and which of them are spatial, counted from 0. */
export const CONVS = {
	basic: { count: 2, spatial: [0, 1] },
	bottleneck: { count: 3, spatial: [1] },
	inverted: { count: 3, spatial: [1] },
	'spatial-first': { count: 3, spatial: [0] }
} as const satisfies Record<ConvNetConfig['block'], { count: number; spatial: readonly number[] }>;

/** Channels of each of a block's convs, given those that enter it. */
export function convWidths(
	config: ConvNetConfig,
	stage: number,
	entering: number
): readonly number[] {
	const width = widthOf(config, stage);
	const reduced = (channels: number) => Math.trunc(channels / config.reduceFirst);
	switch (config.block) {
		case 'basic':
			return [reduced(width), width];
		case 'bottleneck': {
			const inside = innerWidth(config, stage);
			return [reduced(inside), inside, stageWidth(config, stage)];
		}
		case 'inverted': {
			const hidden = hiddenWidth(config, stage);
			return [hidden, hidden, width];
		}
		case 'spatial-first':
			return [entering, hiddenWidth(config, stage), width];
	}
}

/** Free widths of the convs of a stage's blocks, one list for each block; `null` where they follow ratios. */
export function freeWidths(
	{ block, depths, blockWidths }: ConvNetConfig,
	stage: number
): readonly (readonly number[])[] | null {
	if (blockWidths.length === 0) return null;
	const { count } = CONVS[block];
	const before = depths.slice(0, stage).reduce((sum, depth) => sum + depth, 0);
	return Array.from({ length: depths[stage] ?? 0 }, (_, i) =>
		blockWidths.slice((before + i) * count, (before + i + 1) * count)
	);
}
