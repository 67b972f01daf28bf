/**
 * What a pickle can hold here. A pickle is a program for a stack machine that may import and call
 * anything; here names stay names and calls stay descriptions, so that nothing of it is run.
 */
export type Value =
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	/** A list or a tuple. */
	| readonly Value[]
	/** A dictionary, whichever kind. */
	| ReadonlyMap<Value, Value>
	| Name
	| Call
	| Reference;

/** Something that Python would import, such as `collections.OrderedDict`. */
export type Name = Readonly<{ is: 'name'; name: string }>;

/** What Python would get from calling something. */
export type Call = {
	readonly is: 'call';
	readonly name: string;
	readonly args: readonly Value[];
	/** What Python would put into it: attributes, and items where it is a kind of dictionary. */
	state: Value;
	readonly items: Map<Value, Value>;
};

/** Something that is not in the pickle, but elsewhere in its file. */
export type Reference = Readonly<{ is: 'reference'; id: Value }>;

export const isList = (value: unknown): value is readonly Value[] => Array.isArray(value);

export const isDictionary = (value: unknown): value is ReadonlyMap<Value, Value> =>
	value instanceof Map;

type Tagged = Name | Call | Reference;

const isTagged = (value: Value | undefined): value is Tagged =>
	typeof value === 'object' && value !== null && 'is' in value;

export const isName = (value: Value | undefined): value is Name =>
	isTagged(value) && value.is === 'name';

export const isCall = (value: Value | undefined): value is Call =>
	isTagged(value) && value.is === 'call';

export const isReference = (value: Value | undefined): value is Reference =>
	isTagged(value) && value.is === 'reference';
