import type { Layer } from '../arch/infer.ts';
import type { Placement } from './placement.ts';

/**
 * The layer whose output is that of what has this id: the layer itself, or the last one of a block or
 * section. `null` where there is none of it.
 */
export function outputLayerOf(layers: readonly Layer[], id: string | null): Layer | null {
	if (id === null) return null;
	return (
		layers.find(({ path }) => path === id) ??
		layers.findLast(({ block, section }) => block === id || section === id) ??
		null
	);
}

/**
 * The last layer whose output lies on the picture in more than one place, tokens or map, which class
 * activation maps are made of; of a network without any, its last.
 */
export const lastMapOf = (
	layers: readonly Layer[],
	placements: ReadonlyMap<string, Placement>
): Layer | null =>
	layers.findLast(({ path }) => {
		const placement = placements.get(path);
		return placement?.kind === 'map' && placement.sides.some((side) => side > 1);
	}) ??
	layers.at(-1) ??
	null;
