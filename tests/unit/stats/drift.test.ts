import { expect, test } from 'vitest';
import { driftOf, trendOf } from '../../../src/lib/stats/drift.ts';
import { normalQuantile, twoSided } from '../../../src/lib/stats/normal.ts';
import { scatters } from '../../../src/lib/stats/quantiles.ts';

/** Numbers between 0 and 1 that are the same every time. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

test('the normal distribution agrees with its tables', () => {
	expect(twoSided(0)).toBe(1);
	expect(twoSided(1)).toBeCloseTo(0.3173105, 7);
	expect(twoSided(-1.959964)).toBeCloseTo(0.05, 7);
	expect(twoSided(4)).toBeCloseTo(6.3342e-5, 9);
	expect(normalQuantile(0.05)).toBeCloseTo(1.959964, 6);
	expect(normalQuantile(0.01)).toBeCloseTo(2.575829, 6);
});

test('a steady climb has every pair in order', () => {
	// 45 pairs; the variance without ties is 10 · 9 · 25 / 18 = 125.
	const { score, z } = trendOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	expect(score).toBe(45);
	expect(z).toBeCloseTo(44 / Math.sqrt(125), 12);
});

test('equal times say nothing, and take their part from the variance', () => {
	// 5 of 45 pairs are equal; each of the five ties takes 2 · 1 · 9 from 2250.
	const { score, z } = trendOf([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
	expect(score).toBe(40);
	expect(z).toBeCloseTo(39 / Math.sqrt(120), 12);
	expect(trendOf([7, 7, 7, 7]).z).toBe(0);
});

test('a device that heats up is found out, by how much the second half is slower', () => {
	const heating = [100, 101, 100, 102, 103, 104, 106, 107, 109, 110];
	const drift = driftOf(heating);
	// Medians of the halves are 101 and 107.
	expect(drift?.change).toBeCloseTo(107 / 101 - 1, 12);
	expect(drift?.shown).toBe(true);
	expect(driftOf([...heating].reverse())).toMatchObject({ shown: true });
	expect(driftOf([...heating].reverse())?.change).toBeLessThan(0);
});

test('a trend that is sure but tiny is none worth telling', () => {
	const creeping = Array.from({ length: 40 }, (_, i) => 100 + i * 0.01);
	expect(driftOf(creeping)).toMatchObject({ shown: false });
	expect(driftOf(creeping)?.chance).toBeLessThan(1e-6);
});

test('runs without a trend are told to drift about as rarely as the rule says', () => {
	const next = numbers(1);
	let shown = 0;
	for (let i = 0; i < 1000; i++)
		if (driftOf(Array.from({ length: 20 }, () => 100 + 20 * next()))?.shown) shown += 1;
	expect(shown).toBeLessThan(20);
});

test('fewer than ten runs are not checked', () => {
	expect(driftOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull();
});

test('an IQR above a tenth of the median is one to warn of', () => {
	expect(scatters({ median: 100, iqr: 10 })).toBe(false);
	expect(scatters({ median: 100, iqr: 10.1 })).toBe(true);
});
