import type { Share } from '../../count/breakdown.ts';
import { sumCounts } from '../../count/counted.ts';
import { metrics } from '../../count/metrics.ts';
import { exact, percent, si } from '../../kit/format.ts';

/** One bar of a breakdown: what it shows and how long it is. */
export type Bar = Readonly<{ text: string; exactText: string; share: string; width: string }>;
export type Row<K> = Readonly<{ key: K; bars: readonly Bar[] }>;

/** What parts of a network are told apart by; `count` is in the chosen convention. */
export const PART_METRICS = ['count', 'params', 'activations'] as const;
export type PartMetric = (typeof PART_METRICS)[number];

export const partMetricName = (metric: PartMetric, countName: string): string =>
	metric === 'count' ? countName : metrics[metric].short;

/** Layers together: a part of a network, or all of it. */
export type Whole = Pick<Share, 'layers' | 'params' | 'activations'>;

/** What layers cost together. */
export const partValue = (part: Whole, metric: PartMetric): number =>
	metric === 'count' ? sumCounts(part.layers) : part[metric];

/** Rows of a breakdown; a metric's longest bar fills its column. */
export function breakdownRows<K extends string>(
	shares: readonly Share<K>[],
	whole: Whole
): readonly Row<K>[] {
	return shares.map((share) => ({
		key: share.key,
		bars: PART_METRICS.map((metric): Bar => {
			const longest = Math.max(1, ...shares.map((other) => partValue(other, metric)));
			const value = partValue(share, metric);
			return {
				text: si(value),
				exactText: exact(value),
				share: percent(value / (partValue(whole, metric) || 1)),
				width: `${(100 * value) / longest}%`
			};
		})
	}));
}
