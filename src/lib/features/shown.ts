import type { Layer } from '../arch/infer.ts';
import { kindOf, traitsOf } from '../arch/ops.ts';
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

/** Whether an output lies on the picture in more than one place. */
export const isOnPicture = (placement: Placement | undefined): boolean =>
	placement?.kind === 'map' && placement.sides.some((side) => side > 1);

/**
 * The last layer whose output lies on the picture in more than one place, tokens or map, which class
 * activation maps are made of; of a network without any, its last.
 */
export const lastMapOf = (
	layers: readonly Layer[],
	placements: ReadonlyMap<string, Placement>
): Layer | null =>
	layers.findLast(({ path }) => isOnPicture(placements.get(path))) ?? layers.at(-1) ?? null;

/**
 * The last layer at every position of which a class may depend on what lies there: class activation
 * maps are made of it. That is the last map; where a class token alone goes on, the norm before the
 * last attention, in which the token still looks at all others, or what comes before that attention.
 */
export function evidenceLayerOf(
	layers: readonly Layer[],
	placements: ReadonlyMap<string, Placement>
): Layer | null {
	const last = lastMapOf(layers, placements);
	const from = last ? layers.indexOf(last) : -1;
	if (!layers.slice(from + 1).some(({ op }) => op.kind === 'tokenAt')) return last;
	const attention = layers
		.slice(0, from + 1)
		.findLast(({ op }) => traitsOf(op.kind).positions !== 'own');
	const branch = attention?.branches[0]?.join;
	const first = layers.findIndex(({ branches }) => branches[0]?.join === branch);
	const norm = layers[first];
	if (!norm || branch === undefined) return last;
	return kindOf(norm.op, norm.in) === 'norm' ? norm : (layers[first - 1] ?? last);
}
