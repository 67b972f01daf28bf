import type { Layer } from '../arch/infer.ts';
import { sameShape } from '../arch/net.ts';
import { placementsOf } from './placement.ts';

/** Whether one token looks at all others, to pool them. */
export const isPooling = ({ op, in: [queries] }: Layer): boolean =>
	op.kind === 'crossAttention' && queries === 1;

const isAttention = (layer: Layer): boolean => layer.op.kind === 'attention' || isPooling(layer);

/** Layers in which positions look at one another, or one token at all. */
export const attentionsOf = (layers: readonly Layer[]): readonly Layer[] =>
	layers.filter(isAttention);

/**
 * The attention that belongs to a layer: itself, or the last one of its block. Where there is none, the
 * last one of the network; `null` of a network without any.
 */
export function attentionFor(layers: readonly Layer[], layer: Layer | null): Layer | null {
	const all = attentionsOf(layers);
	if (layer && isAttention(layer)) return layer;
	const own = all.findLast(({ block }) => block !== null && block === layer?.block);
	return own ?? all.at(-1) ?? null;
}

/**
 * Paths of the layers of attention that a rollout to one of them goes through, itself the last; `null`
 * where there is none: a class token must be the first of all tokens from the first attention on, and
 * every token must look at every other.
 */
export function rolloutLayers(layers: readonly Layer[], path: string): readonly string[] | null {
	const all = attentionsOf(layers);
	const through = all.slice(0, all.findIndex((layer) => layer.path === path) + 1);
	const placements = placementsOf(layers);
	const fits = ({ op, in: shape, path: at }: Layer): boolean => {
		const placement = placements.get(at);
		const global = op.kind === 'attention' && op.window === null;
		const leads = placement?.kind === 'map' && placement.leading[0] === 'class';
		return global && leads && sameShape(shape, through[0]?.in ?? []);
	};
	if (through.length === 0 || !through.every(fits)) return null;
	return through.map((layer) => layer.path);
}
