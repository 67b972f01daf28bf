import { kindOf, labelOf } from '../../arch/ops.ts';
import { TRACK_METRICS, type Layout, type Values } from '../../draw/network/boxes.ts';
import type { Located } from '../../draw/network/locate.ts';
import { statisticsAt, type StatisticsByPath } from '../../draw/network/statistic-tracks.ts';
import { percent, shapeText } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';
import { statisticFacts } from '../features/statistic-text.ts';
import { metricName, metricText, type MetricNames } from './metric-labels.ts';

/** What a box says about itself: in a tooltip, and to a screen reader. */
export type Description = Readonly<{
	title: string;
	note: string;
	shapes: string;
	metrics: readonly Required<Omit<Fact, 'title'>>[];
	/** Of what leaves it, where that is known. */
	statistics: readonly Fact[];
}>;

function metricsOf(
	values: Values,
	{ totals }: Layout,
	times: number,
	names: MetricNames
): Description['metrics'] {
	return TRACK_METRICS.flatMap((metric) => {
		const total = totals[metric];
		const value = values[metric] * times;
		if (value === 0) return [];
		return [
			{
				name: metricName(metric, names),
				value: metricText(metric, value),
				share: percent(value / total)
			}
		];
	});
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The words for a box of any level. */
export function describe(
	found: Located,
	layout: Layout,
	names: MetricNames,
	known: StatisticsByPath | null = null
): Description {
	const { level, box } = found;
	const of = known && statisticsAt(found, layout, known);
	const statistics = of ? statisticFacts(of) : [];
	if (level === 'layer') {
		const { layer } = box;
		const label = labelOf(layer.op, layer.in);
		const kind = kindOf(layer.op, layer.in);
		return {
			title: label,
			note: `${kind}, ${layer.path}`,
			shapes: `${shapeText(layer.in)} → ${shapeText(layer.out)}`,
			statistics,
			metrics: metricsOf(box.values, layout, 1, names)
		};
	}
	if (level === 'part') {
		const [from, to] = [layout.layers[box.first], layout.layers[box.end - 1]];
		const count = box.blocks.length;
		return {
			title: box.name,
			note: count > 1 ? `${count} identical blocks, from ${box.id}` : box.id,
			shapes: `${shapeText(from?.layer.in ?? [])} → ${shapeText(to?.layer.out ?? [])}`,
			statistics,
			metrics: metricsOf(box.values, layout, count, names)
		};
	}
	const first = layout.parts[box.first];
	const entering = first && layout.layers[first.first]?.layer.in;
	return {
		title: box.name,
		note: box.blocks > 0 ? plural(box.blocks, 'block') : box.id,
		shapes: `${shapeText(entering ?? [])} → ${shapeText(box.out)}`,
		statistics,
		metrics: metricsOf(box.values, layout, 1, names)
	};
}

/** A description in one sentence. */
export const spoken = ({ title, note, shapes, metrics, statistics }: Description): string =>
	[
		title,
		note,
		shapes.replace('→', 'to'),
		...metrics.map(({ name, value, share }) => `${value} ${name}, ${share}`),
		...statistics.map(({ name, value }) => `${name} ${value}`)
	].join('; ');
