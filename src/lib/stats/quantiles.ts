/** Order statistics of the timed runs, in milliseconds. */
export type Stats = Readonly<{
	median: number;
	p10: number;
	p90: number;
	/** Third quartile minus first. */
	iqr: number;
	min: number;
	max: number;
}>;

export const QUANTILE_RULE =
	'linear interpolation between order statistics (type 7, as NumPy and d3 have it)';

/**
 * @param sorted in ascending order, at least one
 * @param share 0 to 1
 */
export function quantile(sorted: readonly number[], share: number): number {
	const position = (sorted.length - 1) * share;
	const below = Math.floor(position);
	const low = sorted[below];
	if (low === undefined) throw new Error('no quantile of nothing');
	const high = sorted[below + 1] ?? low;
	return low + (high - low) * (position - below);
}

/** @param values in any order, at least one */
export const median = (values: readonly number[]): number =>
	quantile(
		[...values].sort((a, b) => a - b),
		0.5
	);

/**
 * The mean of all but the greatest twentieth: what one of many takes in their sum, but for what is so rare
 * that most sums are without it.
 *
 * @param values in any order, at least one
 */
export function usualMean(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const usual = sorted.slice(0, Math.ceil(0.95 * sorted.length));
	return usual.reduce((sum, value) => sum + value, 0) / usual.length;
}

export function statsOf(samples: readonly number[]): Stats {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (share: number) => quantile(sorted, share);
	return {
		median: at(0.5),
		p10: at(0.1),
		p90: at(0.9),
		iqr: at(0.75) - at(0.25),
		min: at(0),
		max: at(1)
	};
}

/** As torch.utils.benchmark has it: a wider IQR than this share of the median makes a time doubtful. */
const WIDE_IQR = 0.1;

/** Whether runs scatter so much that their median says little. */
export const scatters = ({ iqr, median }: Pick<Stats, 'iqr' | 'median'>): boolean =>
	iqr > WIDE_IQR * median;
