import { expect, test } from 'vitest';
import { FEATURES, type Feature, type Features } from '../../../src/lib/predict/features.ts';
import { fitOf, timeOf } from '../../../src/lib/predict/fit.ts';
import { nonNegativeLeastSquares } from '../../../src/lib/predict/nnls.ts';
import { bandOf } from '../../../src/lib/predict/predict.ts';

/** Numbers between 0 and 1 that are the same in every run (Lehmer, modulo 2^31 - 1). */
function dice(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const NONE = Object.fromEntries(FEATURES.map((feature) => [feature, 0])) as Features;
const USED: readonly Feature[] = ['call', 'macs', 'input', 'weights'];
const TRUE_COST = { call: 0.05, macs: 0.04, input: 0.3, weights: 0.8 };

/** Calls whose times follow the true costs, give or take a share of noise. */
function callsWith(noise: number, count: number, next: () => number) {
	return Array.from({ length: count }, () => {
		const features = {
			...NONE,
			call: 1,
			macs: 10 ** (2 * next()),
			input: 10 ** (next() - 1.5),
			weights: 10 ** (2 * next() - 2)
		};
		const exact = Object.entries(TRUE_COST).reduce(
			(sum, [feature, cost]) => sum + cost * features[feature as Feature],
			0
		);
		return { features, exact, ms: exact * (1 + noise * (2 * next() - 1)) };
	});
}

test('non-negative least squares finds an exact solution that has no negative part', () => {
	const rows = [
		[1, 0, 2],
		[0, 1, 1],
		[3, 1, 0],
		[1, 1, 1]
	];
	const x = [0.5, 0, 2];
	const goals = rows.map((row) => row.reduce((sum, value, i) => sum + value * (x[i] ?? 0), 0));
	nonNegativeLeastSquares(rows, goals).forEach((value, i) => expect(value).toBeCloseTo(x[i] ?? 0));
});

test('what would be negative is zero, and the rest is fitted again without it', () => {
	// Least squares alone gives -1 and 2; with the first held at zero, the second is (1 + 8) / 5.
	const x = nonNegativeLeastSquares(
		[
			[1, 1],
			[0, 2]
		],
		[1, 4]
	);
	expect(x[0]).toBe(0);
	expect(x[1]).toBeCloseTo(9 / 5);
});

test('columns that say the same still give a finite solution', () => {
	const x = nonNegativeLeastSquares(
		[
			[1, 1],
			[2, 2],
			[3, 3]
		],
		[2, 4, 6]
	);
	expect((x[0] ?? 0) + (x[1] ?? 0)).toBeCloseTo(2);
});

test('a fit recovers the costs that made the times', () => {
	const fit = fitOf(callsWith(0, 12, dice(1)), USED);
	const costs = new Map(fit.coefficients);
	for (const [feature, cost] of Object.entries(TRUE_COST))
		expect(costs.get(feature as Feature)).toBeCloseTo(cost, 6);
	expect(Math.max(...fit.errors.map(Math.abs))).toBeLessThan(1e-6);
});

test('one call that took ten times as long does not move the others', () => {
	const calls = callsWith(0.01, 14, dice(5));
	const disturbed = calls.map((call, i) => (i === 6 ? { ...call, ms: 10 * call.ms } : call));
	const fit = fitOf(disturbed, USED);
	const errors = calls.map(({ features, exact }) => Math.abs(timeOf(features, fit) / exact - 1));
	expect(errors.filter((error) => error < 0.05).length).toBeGreaterThanOrEqual(12);
});

test('no cost is negative, whatever the noise', () => {
	for (let seed = 1; seed <= 20; seed++) {
		const { coefficients } = fitOf(callsWith(0.5, 8, dice(seed)), USED);
		for (const [, cost] of coefficients) expect(cost).toBeGreaterThan(0);
	}
});

test('the band holds about nine in ten of the times that the fit has not seen', () => {
	let [within, all] = [0, 0];
	for (let seed = 1; seed <= 40; seed++) {
		const next = dice(97 * seed);
		const fit = fitOf(callsWith(0.2, 14, next), USED);
		const band = bandOf(fit);
		for (const { features, ms } of callsWith(0.2, 20, next)) {
			all += 1;
			if (Math.abs(timeOf(features, fit) / ms - 1) <= band) within += 1;
		}
	}
	// Over 800 times: 0.9, give or take what fits to few calls allow.
	expect(within / all).toBeGreaterThan(0.86);
	expect(within / all).toBeLessThan(0.96);
});
