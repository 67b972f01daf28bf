import { METRICS, metricKinds, type MetricKind } from './metrics.ts';
import type { Better } from './pareto.ts';
import type { Limit } from './query.ts';

/** What designs can be placed by: their figures, and what was measured of them on this device. */
export const AXES = [...METRICS, 'time'] as const;
export type AxisName = (typeof AXES)[number];

export const axisKinds: Readonly<Record<AxisName, MetricKind>> = {
	...metricKinds,
	time: {
		...{ label: 'time an image, measured here', short: 'measured time', unit: 'ms' },
		...{ factor: 1, log: true, better: 'less' }
	}
};

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
	const { log, better } = axisKinds[name];
	return { name, log, better, range: null };
};

export const DEFAULT_AXES: Axes = { x: axisOf('macs'), y: axisOf('params') };
