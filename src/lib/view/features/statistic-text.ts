import type { NetworkStatistics } from '../../benchmark/inspect/statistics.ts';
import type { Statistics } from '../../features/statistics.ts';
import type { StatisticTrack } from '../../draw/network/statistic-tracks.ts';
import { percent } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';

/** A value of a map: three digits, and a true minus. */
export const valueText = (value: number): string =>
	String(Number(value.toPrecision(3))).replace('-', '−');

/** A layer's statistics, each with what it tells. */
export const statisticFacts = ({
	mean,
	deviation,
	zeros,
	dead,
	distance
}: Statistics): readonly Fact[] => [
	{ name: 'mean', value: valueText(mean) },
	{ name: 'standard deviation', value: valueText(deviation) },
	{ name: 'zeros', value: percent(zeros), title: 'Share of values that are exactly zero' },
	{
		name: 'dead channels',
		value: percent(dead),
		title: 'Share of channels that are zero everywhere on this picture'
	},
	...(distance === null
		? []
		: [
				{
					name: 'distance of channels',
					value: distance.toFixed(3),
					title:
						'Mean cosine distance between channels: 0 where all show the same, 0.5 where they have nothing in common. ConvNeXt V2 (section 3) measures how features collapse by it'
				}
			])
];

/** A track's name, what is drawn over its bars, and what its top stands for. */
export function trackText({ name, most }: StatisticTrack) {
	switch (name) {
		case 'strength':
			return { name: 'deviation', over: 'line: mean', most: valueText(most) };
		case 'zeros':
			return { name: 'zeros', over: 'dark: dead', most: percent(most) };
		case 'distance':
			return { name: 'distance', over: 'of channels', most: String(most) };
	}
}

/** Of what the tracks are. */
export const tellAlong = (
	{ backendLabel, fromFile }: NetworkStatistics,
	picture: string,
	label: string
): string =>
	`In the picture’s tracks: of what leaves each layer, block or stage; hover or select one for its numbers. Picture: ${picture}. Weights: ${fromFile ? label : 'deterministic, not trained: how strength, zeros and likeness of channels change with depth is what the layers’ form alone does'}. Computed on ${backendLabel}.`;
