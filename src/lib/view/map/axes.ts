import type { MetricId } from '../../count/metrics.ts';

/** Metrics that a design can be placed by. */
export const AXIS_NAMES = [
	'macs',
	'params',
	'activations',
	'peak',
	'top1',
	'a100',
	'time'
] as const satisfies readonly MetricId[];
export type AxisName = (typeof AXIS_NAMES)[number];
