import type { Shape } from '../arch/net.ts';
import { channelMap, type ChannelMap } from './maps.ts';
import type { Placement } from './placement.ts';

/** What a layer gave for one image, and the gradient of what is asked about there; channels last. */
export type Seen = Readonly<{ shape: Shape; values: Float32Array; gradient: Float32Array }>;

/** Ways to tell where in a picture a class comes from. */
export const METHODS = ['grad-cam', 'layer-cam', 'gradient-input'] as const;
export type Method = (typeof METHODS)[number];

const channelsIn = ({ shape }: Seen): number => shape.at(-1) ?? 1;

/** One number for each position, among others before and beside the picture, as it lies on that. */
function onPicture(seen: Seen, placement: Placement, at: (position: number) => number): ChannelMap {
	const positions = seen.values.length / channelsIn(seen);
	return channelMap(
		Float32Array.from({ length: positions }, (_, i) => at(i)),
		1,
		0,
		placement
	);
}

/** Numbers of the positions that lie on the picture: no class tokens, and nothing that was padded. */
function placesOf(positions: number, placement: Placement): readonly number[] {
	const numbers = Float32Array.from({ length: positions }, (_, i) => i);
	return [...channelMap(numbers, 1, 0, placement).values];
}

/** The sum over a position's channels, each times a weight. */
function weighed(values: Float32Array, weights: Float64Array, position: number): number {
	let sum = 0;
	for (const [channel, weight] of weights.entries())
		sum += weight * (values[position * weights.length + channel] ?? 0);
	return sum;
}

/** The sum over a position's channels of values times gradients, of those that are taken. */
function product(
	{ values, gradient }: Seen,
	channels: number,
	position: number,
	positive: boolean
) {
	let sum = 0;
	for (let at = position * channels; at < (position + 1) * channels; at++) {
		const slope = gradient[at] ?? 0;
		sum += (values[at] ?? 0) * (positive ? Math.max(0, slope) : slope);
	}
	return sum;
}

const positive = (map: ChannelMap): ChannelMap => ({
	...map,
	values: map.values.map((value) => Math.max(0, value))
});

/**
 * The sum of a layer's channels, each times its mean gradient over the positions of the picture, where
 * it is positive (Grad-CAM, arXiv 1610.02391).
 */
export function gradCam(seen: Seen, placement: Placement): ChannelMap {
	const channels = channelsIn(seen);
	const weights = new Float64Array(channels);
	const places = placesOf(seen.values.length / channels, placement);
	for (const place of places)
		for (let channel = 0; channel < channels; channel++)
			weights[channel] =
				(weights[channel] ?? 0) + (seen.gradient[place * channels + channel] ?? 0) / places.length;
	return positive(onPicture(seen, placement, (at) => weighed(seen.values, weights, at)));
}

/** Every value times its own gradient where that is positive, summed over channels (Layer-CAM, 2021). */
export const layerCam = (seen: Seen, placement: Placement): ChannelMap =>
	positive(onPicture(seen, placement, (at) => product(seen, channelsIn(seen), at, true)));

/** Every value times its gradient, summed over channels: what each place adds, or takes away. */
export const gradientTimesInput = (seen: Seen, placement: Placement): ChannelMap =>
	onPicture(seen, placement, (at) => product(seen, channelsIn(seen), at, false));
