import type { Shape } from '../arch/net.ts';
import type { Preprocessing } from './preprocessing.ts';

/** Rows of red, green, blue and alpha. */
export type SeenPicture = Readonly<{
	width: number;
	height: number;
	pixels: Uint8ClampedArray<ArrayBuffer>;
}>;

const average = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/** What makes a byte of a value of each channel: values of no picture are spread from black to white. */
function bytesOf(
	values: Float32Array,
	channels: number,
	preprocessing: Preprocessing | null
): (value: number, channel: number) => number {
	if (preprocessing) {
		const { mean, std } = preprocessing;
		const [less, over] = channels === 3 ? [mean, std] : [[average(mean)], [average(std)]];
		return (value, channel) => 255 * (value * (over[channel] ?? 1) + (less[channel] ?? 0));
	}
	let [low, high] = [Infinity, -Infinity];
	for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
	const scale = high > low ? 255 / (high - low) : 0;
	return (value) => (value - low) * scale;
}

/**
 * A network's input as a picture again. Three channels are colours; of any other number the first is
 * shown, in grey.
 *
 * @param values of one input, channels last
 * @param preprocessing what made them of a picture; `null` where none did
 */
export function seenPicture(
	values: Float32Array,
	[height = 0, width = 0, channels = 0]: Shape,
	preprocessing: Preprocessing | null
): SeenPicture {
	const byteOf = bytesOf(values, channels, preprocessing);
	const pixels = new Uint8ClampedArray(4 * width * height);
	for (let at = 0; at < width * height; at++) {
		for (let colour = 0; colour < 3; colour++) {
			const channel = channels === 3 ? colour : 0;
			pixels[4 * at + colour] = byteOf(values[at * channels + channel] ?? 0, channel);
		}
		pixels[4 * at + 3] = 255;
	}
	return { width, height, pixels };
}
