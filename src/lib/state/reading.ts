import type { Layer } from '../arch/infer.ts';
import { countMetric } from '../count/count-metric.ts';
import { countAs, type Convention, type Options } from '../count/conventions/convention.ts';
import { sumCounts, type CountedLayer } from '../count/counted.ts';
import { sumLayers, type Totals } from '../count/totals.ts';

/** A network as one tool counts it. */
export type Reading = Readonly<{
	/** Each with what the tool counts for it. */
	layers: readonly CountedLayer[];
	/** What the tool counts for all of them, in its unit. */
	count: number;
	/** Parameters as the tool reports them; MACs and activations are the network's own. */
	totals: Totals;
}>;

/** Counts a network in a convention, or leaves it as the tree has it for the paper's. */
export function readAs(
	convention: Convention,
	layers: readonly Layer[],
	options: Options
): Reading {
	const totals = sumLayers(layers);
	if (convention.id === 'paper') return { layers, count: totals.macs, totals };
	const amounts = countMetric(convention).ofLayers(layers, options);
	const counted = layers.map((layer, i) => ({ ...layer, count: amounts[i] ?? 0 }));
	const { params } = countAs(convention, layers, options);
	return { layers: counted, count: sumCounts(counted), totals: { ...totals, params } };
}
