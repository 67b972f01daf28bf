import type { Items } from '../item.ts';

/**
 * What may stand at a place of a line. `{3,5,7}` in an argument is one number or word of several,
 * `{gelu | relu}` one list of items of several, `[ln]` a list that may be left out, and `@ln` stands at
 * one of the places that say so.
 */
export type Choice = Readonly<{
	/** As over a column: “dw”, “gelu | relu”, “@ln”. */
	label: string;
	/** Its options as a person reads them. */
	names: readonly string[];
	/** The option of another choice that it belongs to; `null` where it always applies. */
	within: Within | null;
}>;

/** An option of a choice, both by their numbers from 0. */
export type Within = Readonly<{ choice: number; option: number }>;

/** An option of an argument, and where it stands. */
export type Piece = Readonly<{ at: number; text: string }>;

/** An argument, or one with a choice in it: `{2,3,4}C`. */
export type VariedArgument = Readonly<{
	at: number;
	before: string;
	choice: Readonly<{ number: number; written: string; pieces: readonly Piece[] }> | null;
	after: string;
}>;

export type PlainItem = Readonly<{
	kind: 'item';
	at: number;
	name: string | null;
	word: string;
	args: readonly VariedArgument[];
	branches: readonly Sequence[] | null;
}>;

export type VariedItem =
	| PlainItem
	| Readonly<{ kind: 'options'; choice: number; optional: boolean; options: readonly Sequence[] }>
	| Readonly<{ kind: 'place'; choice: number; place: number; items: Items }>;

/** What commas part. */
export type Sequence = readonly VariedItem[];

/** A line with choices in it. */
export type Template = Readonly<{ items: Sequence; choices: readonly Choice[] }>;

/** What is taken of the choice with a number: the number of an option. */
export type Taken = (choice: number) => number;

/** The text of an argument with a piece taken. */
export const argumentText = ({ before, after }: VariedArgument, piece: string): string =>
	`${before}${piece}${after}`;
