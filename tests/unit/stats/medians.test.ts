import { expect, test } from 'vitest';
import { mediansDifference, medianVariance } from '../../../src/lib/stats/medians.ts';
import { normalQuantile } from '../../../src/lib/stats/normal.ts';

/** Numbers between 0 and 1 that are the same every time. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

test('the scatter of a median comes from two order statistics around it', () => {
	// Nine values: c = 10 / 2 - 3 = 2, and a coin falls so one-sided in 2 (1 + 9) / 512 of all throws.
	const variance = medianVariance([9, 1, 8, 2, 7, 3, 6, 4, 5]);
	expect(variance).toBeCloseTo(((8 - 2) / (2 * normalQuantile(20 / 512))) ** 2, 10);
});

test('the change is that of the medians', () => {
	const difference = mediansDifference([11, 11, 11, 11, 11], [10, 10, 10, 10, 10]);
	expect(difference?.change).toBeCloseTo(0.1, 12);
	expect(difference?.low).toBeCloseTo(0.1, 12);
});

test('an interval is never finer than the clock', () => {
	const difference = mediansDifference([10, 10, 10, 10, 10], [10, 10, 10, 10, 10], {
		clockStepMs: 0.1
	});
	expect(difference?.low).toBeLessThan(-0.0099);
	expect(difference?.high).toBeGreaterThan(0.0099);
});

test('too few runs on either side give no interval', () => {
	expect(mediansDifference([1, 1, 1, 1], [1, 1, 1, 1, 1, 1])).toBeNull();
});

test('two runs of the same are told apart about as rarely as the interval says', () => {
	const next = numbers(7);
	// Skewed, as times are: none is faster than the machine, some are much slower.
	const run = () => Array.from({ length: 21 }, () => 10 - 2 * Math.log(1 - next()));
	const trials = 1000;
	let apart = 0;
	for (let i = 0; i < trials; i++) {
		const difference = mediansDifference(run(), run());
		if (difference && (difference.low > 0 || difference.high < 0)) apart += 1;
	}
	expect(apart / trials).toBeLessThan(0.07);
	expect(apart / trials).toBeGreaterThan(0.01);
});

test('a true difference of a third is found', () => {
	const next = numbers(3);
	const run = (scale: number) => Array.from({ length: 21 }, () => scale * (10 + next()));
	const difference = mediansDifference(run(4), run(3));
	expect(difference?.low).toBeGreaterThan(0.2);
	expect(difference?.high).toBeLessThan(0.45);
});
