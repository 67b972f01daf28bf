import type { Field, FieldValue } from '../arch/fields.ts';

/**
 * How a list with one number for each stage is varied: one value for all stages, each stage by itself,
 * the first stage with all others twice the one before, a total spread in the base's own ratio, or one
 * stage alone (counted from 1).
 */
export type How = 'all' | 'each' | 'double' | 'ratio' | `${number}`;

/** One number or choice that a draw decides: a dimension, or one stage of it. */
export type Coordinate = Readonly<{
	key: string;
	/** As over a column: “depth 3”, “block”. */
	label: string;
	/**
	 * The field as it comes, with the values applied.
	 *
	 * @param digit the number of the value of this coordinate, or of one so many after it
	 */
	apply: (present: FieldValue, digit: (after: number) => number) => FieldValue;
	/**
	 * The numbers of the values, of this coordinate and those after it that it stands for, that a field
	 * has; `null` for one that changes nothing, and altogether where there are none.
	 */
	find: (wanted: FieldValue) => readonly (number | null)[] | null;
	values: readonly FieldValue[];
	/** The values as a person reads them. */
	names: readonly string[];
	/** Number of the dimension that it belongs to. */
	dimension: number;
	/** Whether it is a choice in a line. */
	isLine?: true;
	/** Whether it changes anything in a design. */
	applies: NonNullable<Field['applies']>;
}>;
