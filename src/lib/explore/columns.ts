import { coordinatesOf, type Space } from './dimensions.ts';
import { designAt, type Digits } from './designs.ts';
import { SPATIAL_METRICS, type SpatialMetricId } from '../count/metrics.ts';
import type { Drawn } from './gather.ts';
import type { Design } from '../arch/design.ts';

/** One metric of every design. */
export function columnOf({ metrics, tally }: Drawn, metric: SpatialMetricId): Float64Array {
	const at = SPATIAL_METRICS.indexOf(metric);
	const column = new Float64Array(tally.kept);
	for (let i = 0; i < column.length; i++)
		column[i] = metrics[i * SPATIAL_METRICS.length + at] ?? NaN;
	return column;
}

/** The digits of one design. */
function digitsAt({ digits, coordinates }: Drawn, index: number): Digits {
	const width = coordinates.length;
	return digits.subarray(index * width, (index + 1) * width);
}

/** One design of a set. */
export const drawnDesign = (drawn: Drawn, { base }: Space, index: number): Design =>
	designAt(base, drawn.coordinates, digitsAt(drawn, index));

/** A set that nothing was drawn of yet. */
export const noneOf = (space: Space): Drawn => ({
	tally: { drawn: 0, invalid: 0, outside: {}, repeats: 0, kept: 0 },
	digits: new Uint16Array(),
	metrics: new Float64Array(),
	known: new Map(),
	coordinates: coordinatesOf(space),
	complete: false,
	progress: 0
});
