import type { Shape } from '../../arch/net.ts';

/** How many channels an image has, where they are not three: `, 1 channel`. */
const channelsText = (channels: number): string =>
	channels === 3 ? '' : `, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;

/** An input image in words: `224 px` where it is a square of three channels, which nearly all are. */
export function inputText([height = 0, width = 0, channels = 0]: Shape): string {
	const size = height === width ? `${height} px` : `${height} × ${width} px`;
	return size + channelsText(channels);
}

/** The same with both sides in full: `224 × 224`, `28 × 28, 1 channel`. */
export const sidesText = ([height = 0, width = 0, channels = 0]: Shape): string =>
	`${height} × ${width}${channelsText(channels)}`;
