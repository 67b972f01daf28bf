import { metrics, SPATIAL_METRICS } from '../count/metrics.ts';
import type { Better } from './pareto.ts';
import type { Limit } from './query.ts';

/** What designs can be placed by: their metrics, and what was measured of them on this device. */
export const AXES = [...SPATIAL_METRICS, 'time'] as const;
export type AxisName = (typeof AXES)[number];

/** One side of the chart. `range` is what is let through, in the unit of the axis. */
export type Axis = Readonly<{
	name: AxisName;
	log: boolean;
	better: Better;
	range: Limit | null;
}>;

export type Side = 'x' | 'y';
export type Axes = Readonly<Record<Side, Axis>>;

/** An axis as it comes. */
export const axisOf = (name: AxisName): Axis => {
	const { log, better } = metrics[name];
	return { name, log, better, range: null };
};

export const DEFAULT_AXES: Axes = { x: axisOf('macs'), y: axisOf('params') };
