import { normalQuantile } from './normal.ts';
import type { Difference } from './difference.ts';
import { quantile } from './quantiles.ts';

const CONFIDENCE = 0.95;

/** Fewer runs than this say nothing of how their median scatters. */
export const FEWEST_RUNS_FOR_INTERVAL = 5;

/** The share of a fair coin's `n` throws with fewer than `c` heads or fewer than `c` tails. */
function outside(n: number, c: number): number {
	let [term, sum] = [2 ** -n, 0];
	for (let i = 0; i < c; i++) {
		sum += term;
		term *= (n - i) / (i + 1);
	}
	return 2 * sum;
}

/** Variance of a sample's median by two order statistics around it (Price and Bonett, 2002). */
export function medianVariance(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const n = sorted.length;
	const c = Math.max(1, Math.round((n + 1) / 2 - Math.sqrt(n)));
	const [low, high] = [sorted[c - 1] ?? 0, sorted[n - c] ?? 0];
	return ((high - low) / (2 * normalQuantile(outside(n, c)))) ** 2;
}

/**
 * How much longer one run took than another that was made at another time, by the ratio of their
 * medians. The interval is Price and Bonett's (2002), on the logarithms: it assumes no distribution,
 * but that the runs are independent. It knows nothing of what changed on the device between them.
 *
 * @param times ms of each run
 * @param reference ms of each run of the reference
 * @param clockStepMs what the clock cannot tell apart: the interval is never finer than that
 * @returns `null` for fewer than five runs on either side
 */
export function mediansDifference(
	times: readonly number[],
	reference: readonly number[],
	{ confidence = CONFIDENCE, clockStepMs = 0 } = {}
): Difference | null {
	const rounds = Math.min(times.length, reference.length);
	if (rounds < FEWEST_RUNS_FOR_INTERVAL) return null;
	const logs = (values: readonly number[]): readonly number[] =>
		values.map((ms) => Math.log(Math.max(ms, clockStepMs / 2, 1e-6))).sort((a, b) => a - b);
	const [own, other] = [logs(times), logs(reference)];
	const [ownMedian, otherMedian] = [quantile(own, 0.5), quantile(other, 0.5)];
	const error = Math.sqrt(medianVariance(own) + medianVariance(other));
	const finest = clockStepMs / Math.exp(Math.min(ownMedian, otherMedian));
	const half = Math.max(normalQuantile(1 - confidence) * error, finest);
	const change = ownMedian - otherMedian;
	return {
		change: Math.expm1(change),
		low: Math.expm1(change - half),
		high: Math.expm1(change + half),
		rounds,
		confidence
	};
}
