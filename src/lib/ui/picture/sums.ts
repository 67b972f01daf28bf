import type { Layer } from '../../arch/layers.ts';
import { sharesByKind } from '../../count/breakdown.ts';
import { sumLayers, type Totals } from '../../count/totals.ts';
import { css, kindHues } from '../../graph/palette.ts';
import { exact, percent } from '../format.ts';

const FIGURES = ['params', 'macs', 'activations'] as const;

/** Sums of a group of layers, each with its share of the network. */
export function sumRows(own: readonly Layer[], layers: readonly Layer[], countName: string) {
	const [sums, totals] = [sumLayers(own), sumLayers(layers)];
	return FIGURES.map((figure) => ({
		name: figure === 'macs' ? countName : figure,
		value: exact(sums[figure]),
		share: percent(sums[figure] / (totals[figure] || 1))
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
