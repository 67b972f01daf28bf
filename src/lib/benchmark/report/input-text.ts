import type { Shape } from '../../arch/net.ts';

/** An input image in words: `224 px` where it is a square of three channels, which nearly all are. */
export function inputText([height = 0, width = 0, channels = 0]: Shape): string {
	const size = height === width ? `${height} px` : `${height} × ${width} px`;
	return channels === 3 ? size : `${size}, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
}
