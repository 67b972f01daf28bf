/** How the values of a weight are spread. */
export type Distribution = Readonly<{
	count: number;
	/** How many of them are no finite numbers, which all that follows leaves out. */
	odd: number;
	mean: number;
	/** Standard deviation over all values. */
	deviation: number;
	low: number;
	high: number;
	/** How many values lie in each of as many parts of equal width, from the lowest to the highest. */
	bins: readonly number[];
}>;

const BINS = 41;

/** Mean, deviation, extremes and a histogram of values, of which at least one is finite. */
export function distributionOf(values: Float32Array): Distribution {
	let [finite, sum, low, high] = [0, 0, Infinity, -Infinity];
	for (const value of values) {
		if (!Number.isFinite(value)) continue;
		finite += 1;
		sum += value;
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	const mean = sum / finite;
	const bins = Array.from({ length: high > low ? BINS : 1 }, () => 0);
	let spread = 0;
	for (const value of values) {
		if (!Number.isFinite(value)) continue;
		spread += (value - mean) ** 2;
		const share = high > low ? (value - low) / (high - low) : 0;
		const bin = Math.min(bins.length - 1, Math.floor(share * bins.length));
		bins[bin] = (bins[bin] ?? 0) + 1;
	}
	const deviation = Math.sqrt(spread / finite);
	const count = values.length;
	return { count, odd: count - finite, mean, deviation, low, high, bins };
}

/** From what value to what value a part of the histogram goes. */
export function binRange({ low, high, bins }: Distribution, bin: number) {
	const width = (high - low) / bins.length;
	return [low + bin * width, low + (bin + 1) * width] as const;
}
