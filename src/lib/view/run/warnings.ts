import type { RunReport } from '../../benchmark/report/report.ts';
import { driftOf } from '../../stats/drift.ts';
import { scatters } from '../../stats/quantiles.ts';
import { milliseconds, percent } from '../../kit/format.ts';

/** A 90th percentile of fewer runs is made of one or two of them. */
const ENOUGH_FOR_P90 = 50;

/** The slow end of many runs: what one waits for now and then. */
export const tellSlowEnd = ({ runs, stats }: Pick<RunReport, 'runs' | 'stats'>): string =>
	runs.done >= ENOUGH_FOR_P90 ? `Nine of ten passes take at most ${milliseconds(stats.p90)}.` : '';

/** What keeps a time from being taken at its word, and what to do about it. */
export function warningsOf({ runs, stats }: Pick<RunReport, 'runs' | 'stats'>): readonly string[] {
	const drift = driftOf(runs.samples);
	const warnings: string[] = [];
	if (runs.done > 1 && scatters(stats))
		warnings.push(
			`The runs scatter: their IQR is ${percent(stats.iqr / stats.median)} of the median, and above 10% it says little. Close what else runs and measure again, rigorously.`
		);
	if (drift?.shown)
		warnings.push(
			`Later runs were ${drift.change > 0 ? 'slower' : 'faster'}, by ${percent(Math.abs(drift.change))} from the first half to the second: the device ${drift.change > 0 ? 'heats up or shares its time' : 'was still waking up'}. Measure again, rigorously.`
		);
	return warnings;
}
