import { expect, test } from 'vitest';
import { channelsOf, inOrder } from '../../../src/lib/features/channels.ts';
import { statisticsOf } from '../../../src/lib/features/statistics.ts';

/** Channels side by side, as they lie in an output. */
const output = (...channels: readonly (readonly number[])[]): Float32Array =>
	Float32Array.from((channels[0] ?? []).flatMap((_, at) => channels.map((one) => one[at] ?? 0)));

test('statistics of two channels are those that one finds by hand', () => {
	// Cosine 0 with each other and 1 with themselves: (0 + 0 + 0.5 + 0.5) / 4.
	expect(statisticsOf(output([3, 0], [0, 4]), 2)).toEqual({
		mean: 1.75,
		deviation: Math.sqrt((2 * 1.75 ** 2 + 1.25 ** 2 + 2.25 ** 2) / 4),
		zeros: 0.5,
		dead: 0,
		distance: 0.25
	});
});

test('channels that show the same, however strong, have no distance; opposite ones the most', () => {
	expect(statisticsOf(output([1, 2], [2, 4], [3, 6]), 3).distance).toBeCloseTo(0);
	expect(statisticsOf(output([1, 2], [-1, -2]), 2).distance).toBeCloseTo(0.5);
});

test('a channel of zeros is dead, and has nothing in common with any, itself included', () => {
	const { dead, distance } = statisticsOf(output([1, 2], [0, 0]), 2);
	expect(dead).toBe(0.5);
	expect(distance).toBeCloseTo(0.375);
});

test('single numbers have no cosine', () => {
	expect(statisticsOf(output([1], [2]), 2).distance).toBeNull();
});

test('channels are sorted by strength or by how much they vary, or stay as they are', () => {
	const channels = channelsOf(output([5, 5], [0, 4], [1, 1]), 3);
	expect(channels[1]).toEqual({ index: 1, mean: 2, energy: 8, variance: 4, low: 0, high: 4 });
	const order = (by: 'energy' | 'variance' | 'index') =>
		inOrder(channels, by).map(({ index }) => index);
	expect(order('energy')).toEqual([0, 1, 2]);
	expect(order('variance')).toEqual([1, 0, 2]);
	expect(order('index')).toEqual([0, 1, 2]);
});
