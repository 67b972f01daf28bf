import type { Layer } from '../arch/infer.ts';

/** A layer with what a convention counts for it, in that convention's unit; without, its own MACs. */
export type CountedLayer = Layer & Readonly<{ count?: number }>;

export const countOf = ({ count, macs }: CountedLayer): number => count ?? macs;

/** What a convention counts for layers together. */
export const sumCounts = (layers: readonly CountedLayer[]): number =>
	layers.reduce((sum, layer) => sum + countOf(layer), 0);
