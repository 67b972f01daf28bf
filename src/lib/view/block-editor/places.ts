import { layerPathOf, type Trace } from '../../arch/block-text/edit/trace.ts';
import { itemAt, itemsIn, listOf, type ItemPath } from '../../arch/block-text/edit/tree.ts';
import type { Layer } from '../../arch/infer.ts';
import { join } from '../../arch/net.ts';

/** What is picked out of a line: some items that follow each other, or a gap between two. */
export type Picked = Readonly<{ kind: 'items' | 'gap'; at: ItemPath; count: number }>;

/** Whether a line has such a place: after an undo it may have none. */
export function exists(trace: Trace, { kind, at, count }: Picked): boolean {
	const parent = at.length > 1 ? itemAt(trace.line, at.slice(0, -2)) : undefined;
	if (at.length > 1 && !parent?.branches) return false;
	const { length } = itemsIn(trace.line, listOf(at));
	const index = at.at(-1) ?? 0;
	return kind === 'gap' ? index <= length : index + count <= length;
}

/** All places of items in a line, those inside of a join after it. */
function placesIn(trace: Trace): readonly ItemPath[] {
	const inside = (list: ItemPath): readonly ItemPath[] =>
		itemsIn(trace.line, list).flatMap((item, i) => {
			const at = [...list, i];
			const inner = (item.branches ?? []).flatMap((_, branch) => inside([...at, branch]));
			return [at, ...inner];
		});
	return inside(trace.root);
}

/**
 * The path of an item's layer in the network, where it has one.
 *
 * @param part id of the block or the like that the line says
 * @param known paths of the network's layers
 */
export function layerAt(
	trace: Trace,
	at: ItemPath,
	part: string,
	known: ReadonlySet<string>
): string | null {
	const path = layerPathOf(trace, itemAt(trace.line, at));
	// A part without a name of its own adds none to the paths of its layers.
	return path === null ? null : ([join(part, path), path].find((full) => known.has(full)) ?? null);
}

export const pathsOf = (layers: readonly Layer[]): ReadonlySet<string> =>
	new Set(layers.map(({ path }) => path));

/** Places of items by the path of their layer. */
export const placesByLayer = (
	trace: Trace,
	part: string,
	known: ReadonlySet<string>
): ReadonlyMap<string | null, ItemPath> =>
	new Map(placesIn(trace).map((at) => [layerAt(trace, at, part, known), at]));

const sameList = (a: ItemPath, b: ItemPath): boolean =>
	a.length === b.length && listOf(a).every((step, i) => step === b[i]);

/** The items from those that are picked to one beside them, or that one alone where it is elsewhere. */
export function reaching(picked: Picked | null, to: ItemPath): Picked {
	if (picked?.kind !== 'items' || !sameList(picked.at, to))
		return { kind: 'items', at: to, count: 1 };
	const start = picked.at.at(-1) ?? 0;
	const end = to.at(-1) ?? 0;
	const first = Math.min(start, end);
	const last = Math.max(start + (end < start ? picked.count : 1), end + 1);
	return { kind: 'items', at: [...listOf(to), first], count: last - first };
}
