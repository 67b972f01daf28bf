import { describe, expect, it } from 'vitest';
import {
	meanInterval,
	noiseFloor,
	pairedDifference,
	studentQuantile,
	verdictOf
} from '../../../src/lib/stats/difference.ts';

/** mulberry32: small, seeded, even enough for a simulation. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let x = Math.imul(state ^ (state >>> 15), 1 | state);
		x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
		return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Box and Muller. */
const normal = (random: () => number): number =>
	Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

describe('Student’s t', () => {
	// From any table of the distribution, two-sided.
	it.each([
		[0.95, 1, 12.7062],
		[0.95, 2, 4.30265],
		[0.95, 4, 2.77645],
		[0.95, 9, 2.26216],
		[0.95, 30, 2.04227],
		[0.99, 9, 3.24984],
		[0.9, 20, 1.72472]
	])('holds %f between its bounds for %i degrees of freedom', (share, freedom, expected) => {
		expect(studentQuantile(share, freedom)).toBeCloseTo(expected, 4);
	});

	it('gives the interval of Student’s own example: hours of sleep with two drugs', () => {
		// Student, The probable error of a mean (1908); R's t.test(paired = TRUE) prints the same.
		const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
		const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
		const { mean, low, high } = meanInterval(first.map((hours, i) => hours - (second[i] ?? 0)));
		expect(mean).toBeCloseTo(-1.58, 10);
		expect(low).toBeCloseTo(-2.459886, 5);
		expect(high).toBeCloseTo(-0.7001142, 5);
	});
});

describe('the difference of two networks', () => {
	it('is that of their rounds, whatever slows a whole round down', () => {
		const reference = [10, 20, 10, 40, 10];
		const difference = pairedDifference(
			reference.map((ms) => ms * 1.1),
			reference
		);
		expect(difference?.change).toBeCloseTo(0.1, 10);
		expect(difference?.low).toBeCloseTo(0.1, 6);
	});

	it('is worked out on the logarithms of the ratios', () => {
		// Ratios 1, 2, 4: logarithms 0, ln 2, 2 ln 2; t for two degrees of freedom is 4.30265.
		const difference = pairedDifference([1, 2, 4], [1, 1, 1]);
		const half = (4.30265 * Math.LN2) / Math.sqrt(3);
		expect(difference?.change).toBeCloseTo(1, 10);
		expect(difference?.low).toBeCloseTo(2 * Math.exp(-half) - 1, 4);
		expect(difference?.high).toBeCloseTo(2 * Math.exp(half) - 1, 3);
	});

	it('is never finer than the clock', () => {
		const difference = pairedDifference([0.2, 0.2, 0.2], [0.1, 0.1, 0.1], { clockStepMs: 0.1 });
		expect(difference?.low).toBeLessThan(0);
		expect(pairedDifference([0, 0, 0], [0, 0, 0], { clockStepMs: 0.1 })?.change).toBe(0);
	});

	it('is as fine as the clock against the median, which is between the middle two of an even count', () => {
		// Medians of 2 ms: a step of 1 ms is half of that, on the logarithms.
		const times = [1, 1, 3, 3];
		const difference = pairedDifference(times, times, { clockStepMs: 1 });
		expect(difference?.high).toBeCloseTo(Math.expm1(1 / 2), 10);
		expect(difference?.low).toBeCloseTo(Math.expm1(-1 / 2), 10);
	});

	it('is not given for fewer than three rounds', () => {
		expect(pairedDifference([1, 1], [2, 2])).toBeNull();
	});
});

describe('what a difference shows', () => {
	const of = (change: number, low: number, high: number) => ({
		...{ change, low, high },
		...{ rounds: 20, confidence: 0.95 }
	});

	it('is nothing while its interval holds zero', () => {
		expect(verdictOf(of(0.02, -0.01, 0.05), null)).toBe('no difference shown');
		expect(verdictOf(of(0.02, 0.01, 0.03), null)).toBe('slower');
		expect(verdictOf(of(-0.02, -0.03, -0.01), null)).toBe('faster');
	});

	it('is nothing while the reference differs as much from itself', () => {
		const twice = of(0.01, -0.005, 0.025);
		expect(noiseFloor(twice)).toBe(0.025);
		expect(verdictOf(of(0.02, 0.01, 0.03), twice)).toBe('no difference shown');
		expect(verdictOf(of(0.04, 0.03, 0.05), twice)).toBe('slower');
	});
});

/** How often a network seems to differ from itself, over many A/A runs of so many rounds. */
function falseAlarms(rounds: number, noise: (random: () => number) => number): number {
	const random = randomFrom(20_230_107);
	const experiments = 4000;
	let alarms = 0;
	for (let i = 0; i < experiments; i++) {
		const [a, b]: [number[], number[]] = [[], []];
		for (let round = 0; round < rounds; round++) {
			// The device speeds up and slows down; both networks of a round see the same.
			const drift = 10 * Math.exp(0.3 * Math.sin(round / 3) + 0.1 * normal(random));
			a.push(drift * Math.exp(noise(random)));
			b.push(drift * Math.exp(noise(random)));
		}
		const difference = pairedDifference(a, b);
		if (difference && verdictOf(difference, null) !== 'no difference shown') alarms++;
	}
	return alarms / experiments;
}

describe('a network that is timed against itself', () => {
	it.each([5, 20])('seems to differ in one of twenty A/A runs of %i rounds', (rounds) => {
		const rate = falseAlarms(rounds, (random) => 0.03 * normal(random));
		// Three standard errors of a rate of 5% among 4000.
		expect(Math.abs(rate - 0.05)).toBeLessThan(0.0104);
	});

	it('seems to differ no more often when passes are held up now and then', () => {
		const rate = falseAlarms(
			20,
			(random) => 0.02 * normal(random) + (random() < 0.05 ? random() : 0)
		);
		expect(rate).toBeLessThan(0.0604);
	});

	it('is told apart from one that takes a tenth longer', () => {
		const random = randomFrom(7);
		const reference = Array.from({ length: 20 }, () => 10 * Math.exp(0.03 * normal(random)));
		const times = reference.map(() => 11 * Math.exp(0.03 * normal(random)));
		const difference = pairedDifference(times, reference);
		expect(difference && verdictOf(difference, null)).toBe('slower');
		expect(difference && difference.low < 0.1 && difference.high > 0.1).toBe(true);
	});
});
