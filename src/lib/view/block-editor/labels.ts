import type { Trace } from '../../arch/block-text/edit/trace.ts';
import { itemsIn, listOf, type ItemPath } from '../../arch/block-text/edit/tree.ts';
import type { Item } from '../../arch/block-text/item.ts';
import { writeLine } from '../../arch/block-text/line.ts';

const LONGEST = 40;

/** An item as it is written, in short. */
function short(item: Item): string {
	const text = writeLine([{ ...item, name: null }]);
	return item.branches ? `${item.word || 'group'} (…)` : text.slice(0, LONGEST);
}

/** What a gap is, for those who do not see it. */
export function gapLabel(trace: Trace | null, at: ItemPath): string {
	const items = trace ? itemsIn(trace.line, listOf(at)) : [];
	const index = at.at(-1) ?? 0;
	const [before, after] = [items[index - 1], items[index]];
	if (before && after) return `Insert between ${short(before)} and ${short(after)}`;
	if (after) return `Insert before ${short(after)}`;
	if (before) return `Insert after ${short(before)}`;
	return at.length > 1 ? 'Insert into the empty branch' : 'Insert';
}

/** What is picked, as a heading. */
export const itemsLabel = (items: readonly Item[]): string =>
	items.length === 1 ? items.map(short).join('') : `${items.length} operations in a row`;
