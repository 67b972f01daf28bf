import type { Share } from '../../count/breakdown.ts';
import type { Totals } from '../../count/totals.ts';
import { exact, percent, si } from '../format.ts';

/** One bar of a breakdown: what it shows and how long it is. */
export type Bar = Readonly<{ text: string; exactText: string; share: string; width: string }>;
export type Row<K> = Readonly<{ key: K; bars: readonly Bar[] }>;

export const BREAKDOWN_METRICS = ['macs', 'params', 'activations'] as const;

/** Rows of a breakdown; a figure's longest bar fills its column. */
export function breakdownRows<K extends string>(
	shares: readonly Share<K>[],
	totals: Totals
): readonly Row<K>[] {
	return shares.map((share) => ({
		key: share.key,
		bars: BREAKDOWN_METRICS.map((metric): Bar => {
			const longest = Math.max(1, ...shares.map((other) => other[metric]));
			const value = share[metric];
			return {
				text: si(value),
				exactText: exact(value),
				share: percent(value / (totals[metric] || 1)),
				width: `${(100 * value) / longest}%`
			};
		})
	}));
}
