import { sameShape } from '../../arch/net.ts';
import type { LayerOp } from '../../arch/net.ts';
import { kindOf, type Kind } from '../../arch/ops.ts';
import type { Placed } from '../../count/roofline.ts';
import { bytes, si } from '../../kit/format.ts';
import { BOUNDS } from './shares.ts';
import { duration } from './units.ts';

export type LongestRow = Readonly<{
	path: string;
	/** How many others do the same, in words. */
	others: string;
	kind: Kind;
	operations: string;
	bytes: string;
	intensity: string;
	bound: string;
	time: string;
}>;

const LONGEST = 10;

/** Layers of identical blocks do the same; each group stands in order of computation. */
function alike(placed: readonly Placed[]): readonly (readonly Placed[])[] {
	const groups = new Map<LayerOp, Placed[][]>();
	for (const one of placed) {
		const { op, in: shape } = one.layer;
		const own = groups.get(op) ?? [];
		const group = own.find(([first]) => first && sameShape(first.layer.in, shape));
		if (group) group.push(one);
		else groups.set(op, [...own, [one]]);
	}
	return [...groups.values()].flat();
}

/** The layers that take longest at best, alike ones in one row. */
export const longestRows = (placed: readonly Placed[]): readonly LongestRow[] =>
	alike(placed)
		.flatMap((group) => (group[0] ? [{ ...group[0], count: group.length }] : []))
		.sort((a, b) => b.seconds - a.seconds)
		.slice(0, LONGEST)
		.map(({ layer, operations, bytes: moved, intensity, bound, seconds, count }) => ({
			path: layer.path,
			others: count === 1 ? '' : `and ${count - 1} alike`,
			kind: kindOf(layer.op, layer.in),
			operations: si(operations),
			bytes: bytes(moved),
			intensity: si(intensity),
			bound: BOUNDS[bound],
			time: duration(seconds)
		}));
