import { lone, type Argument, type Item, type Items } from '../item.ts';
import { isJoin } from '../words.ts';
import { changeAt, itemAt, itemsAt, replaceAt, type Edited, type ItemPath } from './tree.ts';

/** What can be put around items: what they make is added to what enters, multiplied with it, or beside it. */
export const WRAPS = ['shortcut', 'gate', 'concat', 'split'] as const;
export type Wrap = (typeof WRAPS)[number];

const argument = (value: string): Argument => ({ at: 0, key: '', value });

/** An item without a name of its own. */
export const plainItem = (
	word: string,
	values: readonly string[],
	branches: Item['branches'] = null
): Item => ({
	at: 0,
	name: null,
	word,
	args: values.map(argument),
	branches
});

function commonDivisor(a: number, b: number): number {
	return b === 0 ? a : commonDivisor(b, a % b);
}

/** A share of the channels that enter, in terms of C: one line holds at every width then. */
function share(part: number, parts: number, channels: number, width: number): string {
	if (part === 0) return '0';
	const [over, under] = [part * channels, parts * width];
	const divisor = commonDivisor(over, under);
	const [times, of] = [over / divisor, under / divisor];
	if (of > 64 || width === 0) return String(Math.floor((part * channels) / parts));
	return `${times === 1 ? '' : times}C${of === 1 ? '' : `/${of}`}`;
}

/** So many channels in terms of C. */
export const channelsText = ({ channels, width }: Entering): string => share(1, 1, channels, width);

/** The slice that a branch of a split begins with. */
const sliceOf = (branch: number, branches: number, { channels, width }: Entering): Item =>
	plainItem('slice', [
		share(branch, branches, channels, width),
		share(branch + 1, branches, channels, width)
	]);

/** Channels that enter, and the width C of the line. */
export type Entering = Readonly<{ channels: number; width: number }>;

/** Whether a join's branches share the channels that enter, instead of taking all of them. */
export const isSplit = ({ word, branches }: Item): boolean =>
	word === 'concat' && (branches ?? []).every(([first]) => first?.word === 'slice');

function wrapped(items: Items, wrap: Wrap, entering: Entering): Item {
	switch (wrap) {
		case 'shortcut':
			return plainItem('add', [], [items]);
		case 'gate':
			return plainItem('mul', [], [items]);
		case 'concat':
			return plainItem('concat', [], [items, []]);
		case 'split':
			return plainItem(
				'concat',
				[],
				[[sliceOf(0, 2, entering), ...items], [sliceOf(1, 2, entering)]]
			);
	}
}

/** Puts a join around items. */
export const wrapAt = (
	line: Items,
	at: ItemPath,
	count: number,
	wrap: Wrap,
	entering: Entering
): Edited => replaceAt(line, at, count, [wrapped(itemsAt(line, at, count), wrap, entering)]);

/** The items of a branch, without the slice that gives it its share of a split. */
const bodyOf = (item: Item, branch: number): Items =>
	(item.branches?.[branch] ?? []).slice(isSplit(item) ? 1 : 0);

/** Puts what stands in one branch of a join in its place, and drops the others. */
export function unwrapAt(line: Items, at: ItemPath, branch = 0): Edited {
	const item = itemAt(line, at);
	return replaceAt(line, at, 1, item ? bodyOf(item, branch) : []);
}

/** The branches that a join has, the unwritten one of `add(dw7)` among them. */
export const branchesOf = (item: Item): readonly Items[] =>
	lone(item) && (item.word === 'add' || item.word === 'sub')
		? [...(item.branches ?? []), []]
		: (item.branches ?? []);

/** One more branch: what enters, as it is or, where branches share it, an even part of it for each. */
export function addBranch(line: Items, at: ItemPath, entering: Entering): Edited {
	return changeAt(line, at, (item) =>
		isSplit(item)
			? evenly(item, [...bodies(item), []], entering)
			: { ...item, branches: [...branchesOf(item), []] }
	);
}

const bodies = (item: Item): readonly Items[] =>
	(item.branches ?? []).map((_, branch) => bodyOf(item, branch));

const evenly = (item: Item, all: readonly Items[], entering: Entering): Item => ({
	...item,
	branches: all.map((body, i) => [
		// A slice that has a name keeps it.
		{ ...sliceOf(i, all.length, entering), name: item.branches?.[i]?.[0]?.name ?? null },
		...body
	])
});

/** A join without one of its branches; of two, what stands in the other remains. */
export function removeBranch(
	line: Items,
	at: ItemPath,
	branch: number,
	entering: Entering
): Edited {
	const item = itemAt(line, at);
	if (item && branchesOf(item).length <= 2) return unwrapAt(line, at, branch === 0 ? 1 : 0);
	const without = <T>(all: readonly T[]): readonly T[] => all.filter((_, i) => i !== branch);
	return changeAt(line, at, (item) => {
		const branches = without(item.branches ?? []);
		const rest = { ...item, branches };
		return isSplit(item) ? evenly(rest, without(bodies(item)), entering) : rest;
	});
}

/** Joins the same branches in another way. */
export const joinBy = (line: Items, at: ItemPath, word: string): Edited =>
	changeAt(line, at, (item) => ({
		...item,
		word,
		args: [],
		// One branch of a product is a gate, whose other branch comes first.
		branches: isJoin(word) && word !== 'add' && word !== 'sub' ? branchesOf(item) : item.branches
	}));
