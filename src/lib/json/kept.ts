import { isPlain, parseJson } from './parse.ts';

/** Everything that the app keeps in a browser stands under a name that begins so. */
const PREFIX = 'convnext-explorer:';

/** Where something is kept between visits. */
export type Slot = Readonly<{
	key: string;
	/** Raised when a value changes its meaning: what is of another version is not read. */
	version: number;
}>;

/** What is kept between visits under one key, and how it is known again. */
export type Kept<T> = Slot &
	Readonly<{
		/** A value that stood in JSON; `null` where it is not one of these. Never throws. */
		parse: (value: unknown) => T | null;
		/** What stands there where nothing was kept, or nothing that can be read. */
		fallback: T;
	}>;

/** The key in a browser's storage, or the name of a cache. */
export const storageKey = (key: string): string => `${PREFIX}${key}`;

/** A value as text, with its version. */
export const printKept = ({ version }: Slot, value: unknown): string =>
	JSON.stringify({ version, value });

/** Reads a text that was kept. Never throws: what is missing, unreadable or does not fit gives the fallback. */
export function parseKept<T>({ version, parse, fallback }: Kept<T>, text: string | null): T {
	const kept = parseJson(text ?? '');
	const known = isPlain(kept) && kept.version === version;
	return (known ? parse(kept.value) : null) ?? fallback;
}

/**
 * Reads what was kept. Never throws.
 *
 * @param storage asked for when it is needed: some browsers forbid it
 */
export function readKept<T>(storage: () => Storage, kept: Kept<T>): T {
	try {
		return parseKept(kept, storage().getItem(storageKey(kept.key)));
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
