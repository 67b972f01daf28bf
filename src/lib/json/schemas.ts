import * as v from 'valibot';
import { isPlain } from './parse.ts';

/**
 * Schemas of values that come from files. Their messages say what is permitted; where a value stands,
 * and what was found there, is added when the problems are listed.
 */

/** A schema of values whose type is known elsewhere. */
export type SchemaOf<T> = v.GenericSchema<unknown, T>;

/** `unknown` where two types have the same fields and each fits the other, else nothing. */
type Same<A, B> = [A, keyof A, B, keyof B] extends [B, keyof B, A, keyof A] ? unknown : never;

/** A schema that says just what a type says which stands elsewhere: else it does not compile. */
export const schemaOf =
	<T>() =>
	<S extends SchemaOf<T>>(schema: S & Same<v.InferOutput<S>, T>): SchemaOf<T> =>
		schema;

type Message = v.ErrorMessage<v.BaseIssue<unknown>>;

const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0;
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;

const numberThat = (message: string, fits: (value: number) => boolean) =>
	v.pipe(v.number(message), v.check(fits, message));

export const text = v.pipe(v.string('a text'), v.maxLength(2000, 'a text'));
export const flag = v.boolean('true or false');
export const number = v.number('a number');
export const amount = numberThat('a number of 0 or more', isAmount);
export const positive = numberThat('a number above 0', (value) => isAmount(value) && value > 0);
export const count = numberThat('a whole number of 0 or more', isCount);
export const atLeastOne = numberThat(
	'a whole number of 1 or more',
	(value) => isCount(value) && value > 0
);
export const date = v.pipe(
	v.string('a date like 2026-11-24T12:00:00.000Z'),
	v.check((value) => !Number.isNaN(Date.parse(value)), 'a date like 2026-11-24T12:00:00.000Z')
);

export const oneOf = <const T extends readonly (string | number)[]>(...permitted: T) =>
	v.picklist(permitted, permitted.map((value) => JSON.stringify(value)).join(' or '));

export const list = <T extends v.GenericSchema>(item: T, least = 0) => {
	const message = `a list${least > 0 ? ` of ${least} or more` : ''}`;
	return v.pipe(v.array(item, message), v.minLength(least, message), v.readonly());
};

/** An object whose keys are not known before. */
export const dictionary = <T extends v.GenericSchema>(value: T, message: string) =>
	v.pipe(v.custom<Record<string, unknown>>(isPlain, message), v.record(v.string(), value, message));

/** What a schema permits, in its own words. */
function messageOf(schema: object): Message | undefined {
	if ('message' in schema) return schema.message as Message | undefined;
	return 'wrapped' in schema ? messageOf(schema.wrapped as object) : undefined;
}

/** An object with these entries; a missing one is described in the words of its own schema. */
export const record = <T extends v.ObjectEntries>(entries: T, message = 'an object') =>
	v.pipe(
		v.object(entries, (issue) => {
			const missing = entries[String(issue.path?.at(-1)?.key)];
			const own = missing && messageOf(missing);
			return (typeof own === 'function' ? own({ ...issue, path: undefined }) : own) ?? message;
		}),
		v.readonly()
	);

/** A value that fits a schema; `null` where it does not. */
export const parsedBy =
	<T>(schema: SchemaOf<T>) =>
	(value: unknown): T | null => {
		const { success, output } = v.safeParse(schema, value);
		return success ? output : null;
	};
