import type { Metric } from '../../draw/network/boxes.ts';
import { milliseconds, si } from '../format.ts';

/** What counts are called is the reader's choice; times are measured, or predicted. */
export type MetricNames = Readonly<{ macs: string; time: string }>;

/** What a track is called. */
export const metricName = (metric: Metric, names: MetricNames): string =>
	metric === 'macs' || metric === 'time' ? names[metric] : metric;

/** A figure with three digits and its unit's prefix. */
export const metricText = (metric: Metric, value: number): string =>
	metric === 'time' ? milliseconds(value) : si(value);
