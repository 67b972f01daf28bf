import type { RunPrecision } from '../src/lib/count/run-precision.ts';

/** What numbers become where they are kept in fewer bits, worked out apart from what runs. */

/** The nearest half, ties to even, of numbers that are not too large for one. */
function nearestHalf(value: number): number {
	if (value === 0) return value;
	const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value))));
	const unit = 2 ** (exponent - 10);
	const units = value / unit;
	const below = Math.floor(units);
	const isTie = units - below === 0.5;
	return unit * (isTie ? below + Math.abs(below % 2) : Math.round(units));
}

export const nearestHalves = (values: ArrayLike<number>): Float64Array =>
	Float64Array.from(values, nearestHalf);

/** The nearest of 255 equal steps about zero, for each channel by itself. */
function nearestSteps(values: ArrayLike<number>, channelOf: (at: number) => number): Float64Array {
	const largest = new Map<number, number>();
	const all = Float64Array.from(values);
	all.forEach((value, at) => {
		const channel = channelOf(at);
		largest.set(channel, Math.max(largest.get(channel) ?? 0, Math.abs(value)));
	});
	return all.map((value, at) => {
		const step = (largest.get(channelOf(at)) ?? 0) / 127;
		return step === 0 ? 0 : Math.round(value / step) * step;
	});
}

/** @param channelOf the output channel of the weight at a place */
export function asKept(
	values: ArrayLike<number>,
	precision: RunPrecision,
	channelOf: (at: number) => number
): Float64Array {
	switch (precision) {
		case 'f32':
			return Float64Array.from(values);
		case 'f16':
			return nearestHalves(values);
		case 'int8':
			return nearestSteps(values, channelOf);
	}
}
