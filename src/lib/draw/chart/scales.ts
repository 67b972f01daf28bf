import { extent, scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3';

export type Range = readonly [low: number, high: number];
export type AxisScale = ScaleContinuousNumeric<number, number>;

/** A scale with a little air around all values. */
export function scaleOf(values: readonly number[], log: boolean, range: Range): AxisScale {
	const [low, high] = extent(values);
	if (low === undefined) return scaleLinear([0, 1], range);
	if (log && low > 0) {
		const air = Math.max(1.08, (high / low) ** 0.04);
		return scaleLog([low / air, high * air], range);
	}
	const air = (high - low || Math.abs(high) || 1) * 0.05;
	return scaleLinear([low - air, high + air], range);
}

/**
 * Ticks that have room for their labels: on a log scale only 1, 2 and 5 of each power of ten, where
 * that leaves enough of them to read a value by.
 */
export function ticksOf(scale: AxisScale, log: boolean, room: number): readonly number[] {
	const [from = 0, to = 0] = scale.range();
	const count = Math.max(2, Math.floor(Math.abs(to - from) / room));
	const ticks = scale.ticks(count);
	if (!log) return ticks;
	const leading = (value: number) => Number(value.toExponential(6).split('e')[0]);
	const rounded = ticks.filter((value) => [1, 2, 5].includes(leading(value)));
	if (rounded.length < 3 && ticks.length <= 2 * count) return ticks;
	const powers = rounded.filter((value) => leading(value) === 1);
	if (rounded.length <= count) return rounded;
	return powers.length >= 2 ? powers : rounded;
}
