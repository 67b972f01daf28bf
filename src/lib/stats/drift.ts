import { twoSided } from './normal.ts';
import { median } from './quantiles.ts';

/** What a check for a trend across a run found. */
export type Drift = Readonly<{
	/** The second half's median against the first's, as a share: 0.04 is 4% slower. */
	change: number;
	/** How likely runs without a trend would be ordered like this, or more so. */
	chance: number;
	shown: boolean;
}>;

/** Below this the normal approximation of the test is poor. */
export const FEWEST_RUNS_FOR_TREND = 10;
const CHANCE = 0.01;
/** A trend can be beyond doubt and yet too small to matter. */
const LEAST_CHANGE = 0.02;

export const DRIFT_RULE = `Mann-Kendall rank test for a trend: told when p < ${CHANCE} and the medians of the two halves differ by more than ${LEAST_CHANGE * 100}%; needs ${FEWEST_RUNS_FOR_TREND} runs`;

/** Sizes of the groups of equal values. */
function ties(values: readonly number[]): readonly number[] {
	const counts = new Map<number, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts.values()];
}

/**
 * Mann (1945) and Kendall (1975): how many later values are larger than earlier ones, less those that
 * are smaller, against what chance gives; corrected for ties and continuity.
 */
export function trendOf(values: readonly number[]): Readonly<{ score: number; z: number }> {
	let score = 0;
	values.forEach((later, j) => {
		for (let i = 0; i < j; i++) score += Math.sign(later - (values[i] ?? later));
	});
	const pairs = (n: number): number => n * (n - 1) * (2 * n + 5);
	const tied = ties(values).reduce((sum, count) => sum + pairs(count), 0);
	const variance = (pairs(values.length) - tied) / 18;
	const z = variance > 0 ? (score - Math.sign(score)) / Math.sqrt(variance) : 0;
	return { score, z };
}

/**
 * Whether runs got slower or faster as they went on, as a device does that heats up or wakes up.
 *
 * @param samples ms of each run, in order
 * @returns `null` where there are too few
 */
export function driftOf(samples: readonly number[]): Drift | null {
	if (samples.length < FEWEST_RUNS_FOR_TREND) return null;
	const half = Math.floor(samples.length / 2);
	const change = median(samples.slice(-half)) / median(samples.slice(0, half)) - 1;
	const chance = twoSided(trendOf(samples).z);
	return { change, chance, shown: chance < CHANCE && Math.abs(change) > LEAST_CHANGE };
}
