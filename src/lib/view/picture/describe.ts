import { kindOf, labelOf } from '../../arch/ops.ts';
import { TRACK_METRICS, type Layout, type Values } from '../../draw/network/boxes.ts';
import type { Located } from '../../draw/network/locate.ts';
import { percent, shapeText } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';
import { metricName, metricText, type MetricNames } from './metric-labels.ts';

/** What a box says about itself: in a tooltip, and to a screen reader. */
export type Description = Readonly<{
	title: string;
	note: string;
	shapes: string;
	metrics: readonly Required<Omit<Fact, 'title'>>[];
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
export function describe(found: Located, layout: Layout, names: MetricNames): Description {
	const { level, box } = found;
	if (level === 'layer') {
		const { layer } = box;
		const label = labelOf(layer.op, layer.in);
		const kind = kindOf(layer.op, layer.in);
		return {
			title: label,
			note: `${kind}, ${layer.path}`,
			shapes: `${shapeText(layer.in)} → ${shapeText(layer.out)}`,
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
			metrics: metricsOf(box.values, layout, count, names)
		};
	}
	const first = layout.parts[box.first];
	const entering = first && layout.layers[first.first]?.layer.in;
	return {
		title: box.name,
		note: box.blocks > 0 ? plural(box.blocks, 'block') : box.id,
		shapes: `${shapeText(entering ?? [])} → ${shapeText(box.out)}`,
		metrics: metricsOf(box.values, layout, 1, names)
	};
}

/** A description in one sentence. */
export const spoken = ({ title, note, shapes, metrics }: Description): string =>
	[
		title,
		note,
		shapes.replace('→', 'to'),
		...metrics.map(({ name, value, share }) => `${value} ${name}, ${share}`)
	].join('; ');
