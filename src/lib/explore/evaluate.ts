import { coordinatesOf } from './dimensions.ts';
import { AS_IN_BASE, designAt, settle } from './designs.ts';
import { drawDigits } from './draw.ts';
import { metricReader } from '../count/design-metrics.ts';
import { SPATIAL_METRICS } from '../count/metrics.ts';
import { boundsOf, type Query } from './query.ts';

/** What became of a draw. From `OUTSIDE` on, the number of the limit that turned it away is added. */
export const INVALID = 0;
export const KEPT = 1;
export const OUTSIDE = 2;

/** What became of some draws in a row. */
export type Chunk = Readonly<{
	/** Number of the first draw. */
	first: number;
	/** One for each draw. */
	outcomes: Uint8Array;
	/** Of the kept ones in a row: a digit for each coordinate. */
	digits: Uint16Array;
	/** Of the kept ones in a row: a number for each of `SPATIAL_METRICS`. */
	metrics: Float64Array;
}>;

/** Computes any draws of a query. */
export type Evaluator = (first: number, count: number) => Chunk;

export function createEvaluator({ space, limits, draw }: Query): Evaluator {
	const coordinates = coordinatesOf(space);
	const bounds = boundsOf(limits);
	const width = coordinates.length;

	return (first, count) => {
		const outcomes = new Uint8Array(count);
		const digits = new Uint16Array(count * width);
		const metrics = new Float64Array(count * SPATIAL_METRICS.length);
		let kept = 0;
		for (let i = 0; i < count; i++) {
			const own = digits.subarray(kept * width, (kept + 1) * width);
			drawDigits(draw, coordinates, first + i, own);
			const design = designAt(space.base, coordinates, own);
			// What changes nothing is as in the base, so that it cannot make the design invalid either.
			const settled = settle(design, coordinates, own)
				? designAt(space.base, coordinates, own)
				: design;
			const read = metricReader(settled);
			if (!read) continue;
			const out = bounds.findIndex(({ metric, least, most }) => {
				const value = read(metric);
				return value < least || value > most;
			});
			outcomes[i] = out < 0 ? KEPT : OUTSIDE + out;
			if (out >= 0) continue;
			SPATIAL_METRICS.forEach(
				(metric, at) => (metrics[kept * SPATIAL_METRICS.length + at] = read(metric))
			);
			kept += 1;
		}
		return {
			...{ first, outcomes },
			digits: digits.slice(0, kept * width),
			metrics: metrics.slice(0, kept * SPATIAL_METRICS.length)
		};
	};
}

/** Names a kept design among those of its space. */
export const keyOf = (digits: ArrayLike<number>): string =>
	String.fromCharCode(...Array.from(digits, (digit) => digit ?? AS_IN_BASE));
