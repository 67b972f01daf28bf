import { isPlain, parseJson } from './parse.ts';

/** Everything that the app keeps in a browser stands under a name that begins so. */
const PREFIX = 'convnext-explorer:';

/** Where something is kept between visits. */
export type Slot = Readonly<{
	key: string;
	/** Raised when a value changes its meaning: what is of another version is not read. */
	version: number;
}>;

/** What could be read of a value, and whether that is all of it. */
export type Reading<T> = Readonly<{ value: T; whole: boolean }>;

/** What is kept between visits under one key, and how it is known again. */
export type Kept<T> = Slot &
	Readonly<{
		/** What it is, in words for a person. */
		label: string;
		/** A value that stood in JSON; `null` where nothing of it can be used. */
		parse: (value: unknown) => Reading<T> | null;
		/** What stands there where nothing was kept, or nothing that can be read. */
		fallback: T;
	}>;

type Parse<T> = (value: unknown) => T | null;

/** A value of one piece. */
export const whole =
	<T>(parse: Parse<T>): Kept<T>['parse'] =>
	(value) => {
		const read = parse(value);
		return read === null ? null : { value: read, whole: true };
	};

/** A list of which each item is read for itself: one that does not fit leaves the others. */
export const eachItem =
	<T>(parse: Parse<T>): Kept<readonly T[]>['parse'] =>
	(value) => {
		if (!Array.isArray(value)) return null;
		const read = value.map(parse).filter((item) => item !== null);
		return { value: read, whole: read.length === value.length };
	};

/** An object of which each entry is read for itself: one that does not fit leaves the others. */
export const eachEntry =
	<T>(
		parse: (value: unknown, key: string) => T | null
	): Kept<Readonly<Record<string, T>>>['parse'] =>
	(value) => {
		if (!isPlain(value)) return null;
		const all = Object.entries(value);
		const read = all.flatMap(([key, entry]): (readonly [string, T])[] => {
			const own = parse(entry, key);
			return own === null ? [] : [[key, own]];
		});
		return { value: Object.fromEntries(read), whole: read.length === all.length };
	};

/** The key in a browser's storage, or the name of a cache. */
export const storageKey = (key: string): string => `${PREFIX}${key}`;

/** A value as text, with its version. */
export const printKept = ({ version }: Slot, value: unknown): string =>
	JSON.stringify({ version, value });

/**
 * Reads a text that was kept. Never throws. What is missing or of another version gives the fallback,
 * and what does not fit is left out.
 *
 * @returns `null` where nothing of it can be used
 */
export function parseKept<T>(
	{ version, parse, fallback }: Kept<T>,
	text: string | null
): Reading<T> | null {
	if (text === null) return { value: fallback, whole: true };
	const kept = parseJson(text);
	if (!isPlain(kept) || typeof kept.version !== 'number') return null;
	return kept.version === version ? parse(kept.value) : { value: fallback, whole: true };
}

/**
 * Reads what was kept, and drops what does not fit. Never throws.
 *
 * @param storage asked for when it is needed: some browsers forbid it
 * @param ondropped told what it was of which something was dropped
 */
export function readKept<T>(
	storage: () => Storage,
	kept: Kept<T>,
	ondropped: (label: string) => void
): T {
	try {
		const key = storageKey(kept.key);
		const reading = parseKept(kept, storage().getItem(key));
		if (reading?.whole) return reading.value;
		ondropped(kept.label);
		if (reading) writeKept(storage, kept, reading.value);
		else storage().removeItem(key);
		return reading?.value ?? kept.fallback;
	} catch {
		return kept.fallback;
	}
}

/**
 * Keeps a value in place of the one before. Never throws.
 *
 * @returns whether it is kept: storage may be full or forbidden
 */
export function writeKept(storage: () => Storage, slot: Slot, value: unknown): boolean {
	try {
		storage().setItem(storageKey(slot.key), printKept(slot, value));
		return true;
	} catch {
		return false;
	}
}
