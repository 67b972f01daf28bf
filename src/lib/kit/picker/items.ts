/** Something to pick. */
export type PickItem = Readonly<{
	value: string;
	label: string;
	/** Beside the label, and found as well. */
	note?: string;
	/** What it costs, in the order of the list's amounts; `null` where that is not known (yet). */
	amounts?: readonly (number | null)[];
}>;

/** Things under one heading. */
export type PickGroup = Readonly<{ name: string; items: readonly PickItem[] }>;

/** What a list knows of its things in numbers. */
export type PickAmount = Readonly<{
	label: string;
	/** A number as a row shows it. */
	print: (value: number) => string;
	/** The most of it that may be asked for. */
	limits: readonly number[];
}>;

/** What of a list is asked for. */
export type Wanted = Readonly<{
	words: string;
	/** A heading; `null` for all. */
	group: string | null;
	/** The most of each amount; `null` for any. */
	most: readonly (number | null)[];
	/** The amount that orders the list; `null` leaves it under its headings. */
	by: number | null;
}>;

export const ALL: Wanted = { words: '', group: null, most: [], by: null };

/** What has no amounts is no dearer than another. */
const fits = ({ amounts }: PickItem, most: Wanted['most']): boolean =>
	!amounts || most.every((limit, i) => limit === null || (amounts[i] ?? Infinity) <= limit);

/** Every word stands somewhere in the text. */
const has = (text: string, words: readonly string[]): boolean =>
	words.every((word) => text.includes(word));

const split = (text: string, at: RegExp): readonly string[] =>
	text.toLowerCase().split(at).filter(Boolean);

const textOf = (group: string, { value, label, note = '' }: PickItem): string =>
	`${value} ${label} ${note} ${group}`.toLowerCase();

function within(groups: readonly PickGroup[], wanted: Wanted, words: readonly string[]) {
	return groups
		.filter(({ name }) => wanted.group === null || name === wanted.group)
		.map(({ name, items }) => ({
			name,
			items: items.filter((item) => fits(item, wanted.most) && has(textOf(name, item), words))
		}))
		.filter(({ items }) => items.length > 0);
}

const amountOf = ({ amounts }: PickItem, at: number): number => amounts?.[at] ?? Infinity;

/**
 * What of the groups is asked for, under their headings or, ordered by an amount, under one. Words are
 * parted by spaces, and by what parts the words of names where nothing is found else.
 */
export function wantedOf(groups: readonly PickGroup[], wanted: Wanted): readonly PickGroup[] {
	const strict = within(groups, wanted, split(wanted.words, /\s+/));
	const found =
		strict.length > 0 ? strict : within(groups, wanted, split(wanted.words, /[\s_./-]+/));
	const { by } = wanted;
	if (by === null || found.length === 0) return found;
	const items = found
		.flatMap((group) => group.items)
		.sort((a, b) => amountOf(a, by) - amountOf(b, by));
	return [{ name: '', items }];
}

/** What a person means most likely: what is called exactly so, or else what begins so, or the first. */
export function likeliest(items: readonly PickItem[], words: string): PickItem | undefined {
	const text = words.trim().toLowerCase();
	const named = (test: (name: string) => boolean) =>
		items.find(({ value, label }) => test(value.toLowerCase()) || test(label.toLowerCase()));
	if (text === '') return items[0];
	return named((name) => name === text) ?? named((name) => name.startsWith(text)) ?? items[0];
}

/**
 * The headings around the one that a thing stands under, as far as so many rows go: what is drawn first
 * of a long list.
 */
export function groupsAround(
	groups: readonly PickGroup[],
	value: string | undefined,
	rows: number
): ReadonlySet<string> {
	const own = groups.findIndex(({ items }) => items.some((item) => item.value === value));
	const at = Math.max(0, own);
	const nearestFirst = groups
		.map(({ name, items }, i) => ({ name, rows: items.length, away: Math.abs(i - at) }))
		.sort((a, b) => a.away - b.away);
	const around = new Set<string>();
	let left = rows;
	for (const group of nearestFirst) {
		if (left <= 0) break;
		around.add(group.name);
		left -= group.rows;
	}
	return around;
}
