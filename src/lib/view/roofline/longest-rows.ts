import { sameShape } from '../../arch/net.ts';
import type { LayerOp } from '../../arch/net.ts';
import { kindOf, type Kind } from '../../arch/ops.ts';
import type { Placed } from '../../count/roofline.ts';
import { printCells } from '../../export/csv.ts';
import { bytes, si } from '../../kit/format.ts';
import { BOUNDS } from './shares.ts';
import { duration } from './units.ts';

export type LongestRow = Readonly<{
	path: string;
	/** What the texts are of. */
	placed: Placed;
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
		.map(({ count, ...one }) => ({
			path: one.layer.path,
			placed: one,
			others: count === 1 ? '' : `and ${count - 1} alike`,
			kind: kindOf(one.layer.op, one.layer.in),
			operations: si(one.operations),
			bytes: bytes(one.bytes),
			intensity: si(one.intensity),
			bound: BOUNDS[one.bound],
			time: duration(one.seconds)
		}));

/** Every layer as a line, in order of computation, numbers in full. */
export const boundsTable = (placed: readonly Placed[], separator: ',' | '\t'): string =>
	printCells(
		[
			['path', 'kind', 'flops', 'bytes', 'flops_per_byte', 'bound_by', 'least_s'],
			...placed.map(({ layer, operations, bytes: moved, intensity, bound, seconds }) => [
				layer.path,
				kindOf(layer.op, layer.in),
				operations,
				moved,
				intensity,
				BOUNDS[bound],
				seconds
			])
		],
		separator
	);
