import type { Layer } from '../arch/infer.ts';

/**
 * The layer whose output is that of what has this id: the layer itself, or the last one of a block or
 * section. `null` where there is none of it.
 */
export const outputLayerOf = (layers: readonly Layer[], id: string | null): Layer | null =>
	layers.find(({ path }) => path === id) ??
	layers.findLast(({ block, section }) => block === id || section === id) ??
	null;
