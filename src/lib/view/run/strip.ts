import { scaleLinear } from 'd3';
import { quantile } from '../../stats/quantiles.ts';
import { milliseconds } from '../../kit/format.ts';

/** Raw runs on one axis, px. */
export type Strip = Readonly<{
	dots: readonly number[];
	median: number;
	/** First and third quartile. */
	quartiles: readonly [number, number];
	ticks: readonly Readonly<{ x: number; label: string }>[];
}>;

/** Room for half a dot and half a label at the ends. */
const MARGIN = 24;

/**
 * @param samples ms, at least one
 * @param width px
 */
export function stripOf(samples: readonly number[], width: number): Strip {
	const sorted = [...samples].sort((a, b) => a - b);
	const [least, most] = [quantile(sorted, 0), quantile(sorted, 1)];
	// A few percent of room keeps a single run in the middle and noise from looking large.
	const room = Math.max((most - least) / 10, most / 50);
	const scale = scaleLinear([least - room, most + room], [MARGIN, width - MARGIN]);
	return {
		dots: samples.map(scale),
		median: scale(quantile(sorted, 0.5)),
		quartiles: [scale(quantile(sorted, 0.25)), scale(quantile(sorted, 0.75))],
		ticks: scale.ticks(4).map((value) => ({ x: scale(value), label: milliseconds(value) }))
	};
}
