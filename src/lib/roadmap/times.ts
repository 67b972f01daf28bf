import type { Stats } from '../stats/quantiles.ts';

/** What two runs on one device say about time beside MACs. */
export type Timing = Readonly<{ macs: number; stats: Stats }>;

/** A change below this share of the MACs is none worth comparing with a time. */
const LEAST = 0.01;

const quartile = ({ median, iqr }: Stats): number => Math.max(iqr / 2, median * 0.02);

/**
 * Compares a step's time with its MACs. A time counts as changed when the medians differ by more
 * than the runs scatter.
 */
export function timeVerdict(
	before: Timing,
	after: Timing
): 'falls, time too' | 'falls, time not' | 'grows, time too' | 'grows, time not' | 'same' {
	const macs = after.macs / before.macs - 1;
	const change = after.stats.median - before.stats.median;
	const noise = quartile(before.stats) + quartile(after.stats);
	if (macs < -LEAST) return change < -noise ? 'falls, time too' : 'falls, time not';
	if (macs > LEAST) return change > noise ? 'grows, time too' : 'grows, time not';
	return 'same';
}
