import type { Item, Items } from '../item.ts';

/**
 * Where an item stands in a line: its number, and inside of a join the numbers of the branch and of the
 * item there, and so on. As a gap it is the place before that item; one past the last is the end.
 */
export type ItemPath = readonly number[];

/** A line after an edit, and the items that it was about: as many as `count` from `at`. */
export type Edited = Readonly<{ line: Items; at: ItemPath; count: number }>;

/** The list that an item or a gap stands in: the whole line, or one branch. */
export const listOf = (at: ItemPath): ItemPath => at.slice(0, -1);

const last = (at: ItemPath): number => at.at(-1) ?? 0;

/** The items of a list; none where it is a branch that is not written, as the second of `add(dw7)`. */
export function itemsIn(line: Items, list: ItemPath): Items {
	const [index, branch, ...rest] = list;
	if (index === undefined || branch === undefined) return line;
	return itemsIn(line[index]?.branches?.[branch] ?? [], rest);
}

export const itemAt = (line: Items, at: ItemPath): Item | undefined =>
	itemsIn(line, listOf(at))[last(at)];

/** The items from a place. */
export const itemsAt = (line: Items, at: ItemPath, count: number): Items =>
	itemsIn(line, listOf(at)).slice(last(at), last(at) + count);

function withList(line: Items, list: ItemPath, change: (items: Items) => Items): Items {
	const [index, branch, ...rest] = list;
	if (index === undefined || branch === undefined) return change(line);
	return line.map((item, i) => {
		if (i !== index) return item;
		const branches = [...(item.branches ?? [])];
		branches[branch] = withList(branches[branch] ?? [], rest, change);
		return tidy({ ...item, branches });
	});
}

/** A second branch of nothing is what a join with one branch has anyway. */
function tidy(item: Item): Item {
	const { word, branches } = item;
	const plain = word === 'add' || word === 'sub';
	const alike = plain && branches?.length === 2 && branches[1]?.length === 0;
	return alike ? { ...item, branches: branches.slice(0, 1) } : item;
}

/** Puts items in place of as many as `count`. */
export function replaceAt(line: Items, at: ItemPath, count: number, items: Items): Edited {
	const from = last(at);
	const changed = withList(line, listOf(at), (list) => [
		...list.slice(0, from),
		...items,
		...list.slice(from + count)
	]);
	return { line: changed, at, count: items.length };
}

/** Puts items into a gap. */
export const insertAt = (line: Items, at: ItemPath, items: Items): Edited =>
	replaceAt(line, at, 0, items);

/** Takes items out; what was about them is then the gap. */
export const removeAt = (line: Items, at: ItemPath, count = 1): Edited =>
	replaceAt(line, at, count, []);

/** A gap after items were taken out elsewhere; `null` where it was among or inside of them. */
function gapWithout(gap: ItemPath, at: ItemPath, count: number): ItemPath | null {
	const depth = at.length - 1;
	const beside = gap.length > depth && listOf(at).every((step, i) => step === gap[i]);
	const step = gap[depth];
	if (!beside || step === undefined || step < last(at)) return gap;
	const within = gap.length > at.length ? step < last(at) + count : step <= last(at) + count;
	if (within) return null;
	return gap.map((number, i) => (i === depth ? number - count : number));
}

/** Moves items into a gap, which may be in another branch; `null` where that is where they are. */
export function moveTo(line: Items, at: ItemPath, count: number, gap: ItemPath): Edited | null {
	const to = gapWithout(gap, at, count);
	if (!to) return null;
	return insertAt(removeAt(line, at, count).line, to, itemsAt(line, at, count));
}

/** Moves items past the one before or after them, within their list; `null` at its ends. */
export function nudge(line: Items, at: ItemPath, count: number, by: -1 | 1): Edited | null {
	const end = last(at) + (by < 0 ? -1 : count + 1);
	if (end < 0 || end > itemsIn(line, listOf(at)).length) return null;
	return moveTo(line, at, count, [...listOf(at), end]);
}

/** Changes one item. */
export function changeAt(line: Items, at: ItemPath, change: (item: Item) => Item): Edited {
	const item = itemAt(line, at);
	return replaceAt(line, at, 1, item ? [change(item)] : []);
}
