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

/** A named network that designs start from. */
export type Preset = Readonly<{
	/** timm's. */
	name: string;
	label: string;
	/** The heading that it stands under. */
	group: string;
	/** The family of networks whose fields it has. */
	family: string;
}>;

/** A field of a design. */
export type Field = Readonly<{
	key: string;
	label: string;
	/** What it is, in a sentence. */
	help: string;
	value: FieldValue;
	/** The permitted values, in words. */
	permitted: string;
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
