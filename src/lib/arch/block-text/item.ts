/** A number, a word or a `key=value` behind an item's word, and where it stands in the line. */
export type Argument = Readonly<{ at: number; key: string; value: string }>;

/**
 * One thing in a line: an operation with its arguments, a join with its branches, or (without a word)
 * a group in brackets.
 */
export type Item = Readonly<{
	/** Where it stands in the line, in characters from 0. */
	at: number;
	/** What stands before its colon; `null` where the usual name will do. */
	name: string | null;
	word: string;
	args: readonly Argument[];
	/** What stands in its brackets, parted by `|`; `null` where it has none. A group has one. */
	branches: readonly Items[] | null;
}>;

/** What commas part. */
export type Items = readonly Item[];

/** A line that says no block: what is wrong, and where. */
export class LineError extends Error {
	/** In characters from 0. */
	readonly at: number;
	constructor(at: number, message: string) {
		super(message);
		this.name = 'LineError';
		this.at = at;
	}
}

/** The branches of a join that is written with one: the other is what it takes. */
export const lone = ({ branches }: Item): Items | null =>
	branches?.length === 1 ? (branches[0] ?? null) : null;
