import { median } from './quantiles.ts';

/** How much longer one network takes than another, by rounds in which both ran. Shares: 0.04 is +4%. */
export type Difference = Readonly<{
	/** The best guess. */
	change: number;
	/** Where the true difference lies, with the confidence that was asked for. */
	low: number;
	high: number;
	rounds: number;
	confidence: number;
}>;

export type Interval = Readonly<{ mean: number; low: number; high: number }>;

const CONFIDENCE = 0.95;

/**
 * The share of Student's t distribution between -t and t, for a whole number of degrees of freedom
 * (Abramowitz and Stegun, 26.7.3 and 26.7.4).
 */
function studentWithin(t: number, freedom: number): number {
	const angle = Math.atan(t / Math.sqrt(freedom));
	const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
	const odd = freedom % 2 === 1;
	let term = odd ? cosine : 1;
	let sum = freedom === 1 ? 0 : term;
	for (let k = odd ? 3 : 2; k < freedom; k += 2) {
		term *= ((k - 1) / k) * cosine ** 2;
		sum += term;
	}
	return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t that holds this share between -t and t. */
export function studentQuantile(share: number, freedom: number): number {
	let [low, high] = [0, 1];
	while (studentWithin(high, freedom) < share) high *= 2;
	for (let step = 0; step < 80; step++) {
		const middle = (low + high) / 2;
		if (studentWithin(middle, freedom) < share) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** Student's interval for the mean of what the values were drawn from; at least two of them. */
export function meanInterval(values: readonly number[], confidence = CONFIDENCE): Interval {
	const count = values.length;
	if (count < 2) throw new Error('an interval needs at least two values');
	const mean = values.reduce((sum, value) => sum + value, 0) / count;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const half = studentQuantile(confidence, count - 1) * Math.sqrt(squares / (count - 1) / count);
	return { mean, low: mean - half, high: mean + half };
}

/** Fewer rounds than this say nothing. */
const FEWEST_ROUNDS = 3;

/**
 * The difference of two networks that ran in the same rounds. Each round gives one ratio, so what slows
 * a whole round down falls out; the interval is Student's on the logarithms of the ratios.
 *
 * @param times ms of each round
 * @param reference ms of the reference in the same rounds
 * @param clockStepMs what the clock cannot tell apart: the interval is never finer than that
 * @returns `null` for fewer than three rounds
 */
export function pairedDifference(
	times: readonly number[],
	reference: readonly number[],
	{ confidence = CONFIDENCE, clockStepMs = 0 } = {}
): Difference | null {
	const rounds = Math.min(times.length, reference.length);
	if (rounds < FEWEST_ROUNDS) return null;
	// A pass that is shorter than the clock's step is somewhere below it.
	const atLeast = (ms: number | undefined) => Math.max(ms ?? 0, clockStepMs / 2, 1e-6);
	const ratios = Array.from({ length: rounds }, (_, i) =>
		Math.log(atLeast(times[i]) / atLeast(reference[i]))
	);
	const { mean, low, high } = meanInterval(ratios, confidence);
	const finest = clockStepMs / atLeast(Math.min(median(times), median(reference)));
	const half = Math.max((high - low) / 2, finest);
	return {
		change: Math.expm1(mean),
		low: Math.expm1(mean - half),
		high: Math.expm1(mean + half),
		rounds,
		confidence
	};
}

export type Verdict = 'slower' | 'faster' | 'no difference shown';

/** How far apart two runs of one network may seem: the noise of this device. */
export const noiseFloor = (twice: Difference): number =>
	Math.max(Math.abs(twice.low), Math.abs(twice.high));

/**
 * What a difference shows: nothing when its interval holds zero, or when it is no larger than what
 * the reference shows against itself.
 *
 * @param twice the reference against itself, when it ran twice
 */
export function verdictOf(difference: Difference, twice: Difference | null): Verdict {
	const { change, low, high } = difference;
	const shown = (low > 0 || high < 0) && (!twice || Math.abs(change) > noiseFloor(twice));
	if (!shown) return 'no difference shown';
	return change > 0 ? 'slower' : 'faster';
}
