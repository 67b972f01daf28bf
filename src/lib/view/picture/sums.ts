import type { Layer } from '../../arch/infer.ts';
import { sharesByKind } from '../../count/breakdown.ts';
import { sumCounts, type CountedLayer } from '../../count/counted.ts';
import { sumLayers, type Totals } from '../../count/totals.ts';
import { css, kindHues } from '../../draw/palette.ts';
import { partMetricName, partValue, type PartMetric } from '../breakdown/shares.ts';
import { exact, percent, shapeText } from '../../kit/format.ts';
import type { Fact } from '../../kit/table/fact.ts';

const ORDER: readonly PartMetric[] = ['params', 'count', 'activations'];

/** Sums of a group of layers, each with its share of the network. */
export function sumRows(
	own: readonly CountedLayer[],
	layers: readonly CountedLayer[],
	countName: string
) {
	const part = { layers: own, ...sumLayers(own) };
	const whole = { layers, ...sumLayers(layers) };
	return ORDER.map((metric) => ({
		name: partMetricName(metric, countName),
		value: exact(partValue(part, metric)),
		share: percent(partValue(part, metric) / (partValue(whole, metric) || 1))
	}));
}

/** How a group's count divides among the kinds of operation that have any. */
export function kindRows(own: readonly CountedLayer[]) {
	const total = sumCounts(own);
	return sharesByKind(own)
		.map(({ key, layers }) => ({ key, count: sumCounts(layers) }))
		.filter(({ count }) => count > 0)
		.map(({ key, count }) => ({
			kind: key,
			colour: css(kindHues[key]),
			share: percent(count / total),
			width: `${(100 * count) / total}%`
		}));
}

/** What a layer takes, gives and learns, as shapes. */
export const shapeFacts = (layer: Layer): readonly Fact[] => [
	{ name: 'in', value: shapeText(layer.in) },
	{ name: 'out', value: shapeText(layer.out) },
	...layer.weights.map(({ name, shape, buffer }) => ({
		name: `${name.replace(/^(\.*\/)+/, '') || 'weight'}${buffer ? ' (statistics)' : ''}`,
		value: shapeText(shape)
	})),
	{ name: 'params', value: exact(layer.params) }
];

/** A layer's share of the network's params. */
export const shareLine = (layer: Layer, totals: Totals): string =>
	`${percent(layer.params / totals.params)} of its params`;
