import type { Layer } from '../arch/infer.ts';
import {
	countAs,
	countLayersAs,
	type Convention,
	type Options
} from '../count/conventions/convention.ts';
import { sumLayers, type Totals } from '../count/totals.ts';

/** A network as one tool counts it: `macs` of the layers and totals is what the tool adds for them. */
export type Reading = Readonly<{ layers: readonly Layer[]; totals: Totals }>;

/** Counts a network in a convention, or leaves it as the tree has it for the paper's. */
export function readAs(
	convention: Convention,
	layers: readonly Layer[],
	options: Options
): Reading {
	if (convention.id === 'paper') return { layers, totals: sumLayers(layers) };
	const amounts = countLayersAs(convention, layers, options);
	const counted = layers.map((layer, i) => ({ ...layer, macs: amounts[i] ?? 0 }));
	const { params } = countAs(convention, layers, options);
	return { layers: counted, totals: { ...sumLayers(counted), params } };
}

/** What a convention's figure is called where there is little room. */
export const countName = ({ id, label, unit }: Convention): string =>
	id === 'paper' ? unit : `${unit}, ${label}`;
