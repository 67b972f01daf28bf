import type { Layer } from '../../arch/infer.ts';
import { sharesByKind } from '../../count/breakdown.ts';
import { sumLayers, type Totals } from '../../count/totals.ts';
import { css, kindHues } from '../../draw/palette.ts';
import { exact, percent } from '../format.ts';

const METRICS = ['params', 'macs', 'activations'] as const;

/** Sums of a group of layers, each with its share of the network. */
export function sumRows(own: readonly Layer[], layers: readonly Layer[], countName: string) {
	const [sums, totals] = [sumLayers(own), sumLayers(layers)];
	return METRICS.map((metric) => ({
		name: metric === 'macs' ? countName : metric,
		value: exact(sums[metric]),
		share: percent(sums[metric] / (totals[metric] || 1))
	}));
}

/** How a group's MACs divide among the kinds of operation that have any. */
export function kindRows(own: readonly Layer[]) {
	const { macs: total } = sumLayers(own);
	return sharesByKind(own)
		.filter(({ macs }) => macs > 0)
		.map(({ key, macs }) => ({
			kind: key,
			colour: css(kindHues[key]),
			share: percent(macs / total),
			width: `${(100 * macs) / total}%`
		}));
}

/** A layer's share of the network's other figures. */
export const shareLine = (layer: Layer, totals: Totals): string =>
	`${percent(layer.params / totals.params)} of its params`;
