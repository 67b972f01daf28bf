/** What a field holds: a number, a choice or a switch, or a list with a value for each stage. */
export type FieldValue = number | boolean | string | readonly number[] | readonly string[];

/**
 * A network as a person edits it: timm's name of the preset that it is described against, and the
 * value of every field. Plain data, never changed: it can be kept as JSON, posted and compared.
 */
export type Design = Readonly<{
	preset: string;
	fields: Readonly<Record<string, FieldValue>>;
}>;

/** What is wrong, at the field that can mend it; the message names the permitted values. */
export type Problem = Readonly<{ field: string; message: string }>;

/** A design that cannot be read, or has no network. Its message has a line for each problem. */
export class DesignError extends Error {
	readonly problems: readonly Problem[];

	constructor(problems: readonly Problem[]) {
		super(problems.map(({ message }) => message).join('\n'));
		this.name = 'DesignError';
		this.problems = problems.map(({ field, message }) => ({ field, message }));
	}
}
