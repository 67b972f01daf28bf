/** What a layer's whole output is, in a few numbers. */
export type Statistics = Readonly<{
	mean: number;
	/** Standard deviation over all values. */
	deviation: number;
	/** Share of values that are exactly zero, 0 to 1. */
	zeros: number;
	/** Share of channels that are zero at every position of this picture, 0 to 1. */
	dead: number;
	/**
	 * Mean cosine distance between channels, 0 where all show the same and 0.5 where they have nothing in
	 * common: the mean of (1 − cos) / 2 over all pairs, each channel with itself among them, as section 3 of
	 * ConvNeXt V2 measures how features collapse (arXiv 2301.00808). A channel of zeros has a cosine of 0
	 * with all. `null` where there is one position, at which channels are single numbers.
	 */
	distance: number | null;
}>;

/**
 * @param values channels last
 * @param channels of them, at least one
 */
export function statisticsOf(values: Float32Array, channels: number): Statistics {
	const positions = values.length / channels;
	let [sum, zeros] = [0, 0];
	const squares = new Float64Array(channels);
	for (let at = 0; at < values.length; at++) {
		const value = values[at] ?? 0;
		sum += value;
		if (value === 0) zeros += 1;
		squares[at % channels] = (squares[at % channels] ?? 0) + value * value;
	}
	const mean = sum / values.length;
	let spread = 0;
	for (const value of values) spread += (value - mean) ** 2;
	return {
		mean,
		deviation: Math.sqrt(spread / values.length),
		zeros: zeros / values.length,
		dead: squares.reduce((count, square) => count + (square === 0 ? 1 : 0), 0) / channels,
		distance: positions > 1 ? distanceOf(values, squares) : null
	};
}

/** The cosines of all pairs add up to the square of the sum of all channels at unit length. */
function distanceOf(values: Float32Array, squares: Float64Array): number {
	const channels = squares.length;
	const scales = squares.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
	let cosines = 0;
	for (let start = 0; start < values.length; start += channels) {
		let sum = 0;
		for (let channel = 0; channel < channels; channel++)
			sum += (values[start + channel] ?? 0) * (scales[channel] ?? 0);
		cosines += sum * sum;
	}
	return (1 - cosines / channels ** 2) / 2;
}
