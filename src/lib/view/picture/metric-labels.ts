import type { TrackMetric } from '../../draw/network/boxes.ts';
import { metrics } from '../../count/metrics.ts';
import { printAs } from '../../kit/format.ts';

/** What counts are called is the reader's choice; times are measured, or predicted. */
export type MetricNames = Readonly<{ count: string; time: string }>;

/** What a track is called. */
export const metricName = (metric: TrackMetric, names: MetricNames): string =>
	metric === 'count' || metric === 'time' ? names[metric] : metrics[metric].short;

/** A value with three digits, and its unit or prefix. */
export const metricText = (metric: TrackMetric, value: number): string =>
	printAs(metrics[metric === 'count' ? 'macs' : metric].format, value);
