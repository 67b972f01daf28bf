import { descending } from 'd3';

/** What one channel is over all positions of a layer's output. */
export type Channel = Readonly<{
	index: number;
	mean: number;
	/** Mean square: how much of the output's strength it carries. */
	energy: number;
	variance: number;
	low: number;
	high: number;
}>;

/** What channels are sorted by. */
export const ORDERS = ['energy', 'variance', 'index'] as const;
export type Order = (typeof ORDERS)[number];

/**
 * Each channel of an output by itself.
 *
 * @param values channels last
 */
export function channelsOf(values: Float32Array, channels: number): readonly Channel[] {
	const positions = values.length / channels;
	return Array.from({ length: channels }, (_, index) => {
		let [sum, squares, low, high] = [0, 0, Infinity, -Infinity];
		for (let at = index; at < values.length; at += channels) {
			const value = values[at] ?? 0;
			sum += value;
			squares += value * value;
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		const mean = sum / positions;
		const energy = squares / positions;
		return { index, mean, energy, variance: Math.max(0, energy - mean * mean), low, high };
	});
}

/** Channels in an order: the strongest first, or as the network has them. */
export const inOrder = (channels: readonly Channel[], order: Order): readonly Channel[] =>
	order === 'index' ? channels : channels.toSorted((a, b) => descending(a[order], b[order]));
