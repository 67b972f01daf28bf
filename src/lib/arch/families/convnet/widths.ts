import type { ConvNetConfig } from './config.ts';

const truncated = (ratio: number, width: number): number => Math.trunc(ratio * width);

/** Channels inside an inverted or a spatial-first block. */
export const hiddenWidth = ({ expansions, widths }: ConvNetConfig, stage: number): number =>
	truncated(expansions[stage] ?? 0, widths[stage] ?? 0);

/** Channels that a stage hands on. */
export function stageWidth(config: ConvNetConfig, stage: number): number {
	const width = config.widths[stage] ?? 0;
	return config.block === 'bottleneck' ? truncated(config.expansions[stage] ?? 0, width) : width;
}

/** Channels of the block's spatial conv and the groups it is split into, given the block's input. */
export function spatialWidth(
	config: ConvNetConfig,
	stage: number,
	entering: number
): { channels: number; groups: number } {
	const width = config.widths[stage] ?? 0;
	const groupsOf = (channels: number) =>
		({ dense: 1, grouped: config.cardinality, depthwise: channels })[config.conv];
	switch (config.block) {
		case 'bottleneck': {
			// torchvision: int(planes * base_width / 64) * groups, with inner = base_width * groups / 64.
			const step = config.conv === 'grouped' ? config.cardinality : 1;
			const channels = Math.floor((width * config.inner) / step) * step;
			return { channels, groups: groupsOf(channels) };
		}
		case 'inverted': {
			const channels = hiddenWidth(config, stage);
			return { channels, groups: groupsOf(channels) };
		}
		case 'spatial-first':
		case 'basic':
			return { channels: entering, groups: groupsOf(entering) };
	}
}

/** Channels between the two layers of a gate: a sixteenth, in steps of 8 as timm rounds. */
export const squeezedWidth = (width: number): number =>
	Math.max(8, Math.floor((width / 16 + 4) / 8) * 8);
