import type { Layer } from '../arch/infer.ts';
import { kindOf, KINDS, type Kind } from '../arch/ops.ts';
import { sumLayers, type Totals } from './totals.ts';

/** What a group of layers costs together. */
export type Share<K extends string = string> = Readonly<{ key: K; layers: readonly Layer[] }> &
	Totals;

function sharesBy<K extends string>(
	layers: readonly Layer[],
	keyOf: (layer: Layer) => K
): readonly Share<K>[] {
	const groups = new Map<K, Layer[]>();
	for (const layer of layers) {
		const key = keyOf(layer);
		const group = groups.get(key);
		if (group) group.push(layer);
		else groups.set(key, [layer]);
	}
	return [...groups].map(([key, group]) => ({ key, layers: group, ...sumLayers(group) }));
}

/** Stem, stages and head, in order of computation. */
export const sharesBySection = (layers: readonly Layer[]): readonly Share[] =>
	sharesBy(layers, (layer) => layer.section);

/** Kinds of operation that occur, in the order of `KINDS`. */
export function sharesByKind(layers: readonly Layer[]): readonly Share<Kind>[] {
	const shares = sharesBy(layers, (layer) => kindOf(layer.op, layer.in));
	return [...shares].sort((a, b) => KINDS.indexOf(a.key) - KINDS.indexOf(b.key));
}
