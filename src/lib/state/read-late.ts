import type { Problem } from '../arch/fields.ts';
import { loadTimmNames, timmNames } from '../names/timm.ts';
import { known } from './known.svelte.ts';

type Read = Readonly<{ problems: readonly Problem[] }>;

/** Where a name stands that may be one of timm's. */
const NAMES = ['preset', 'from', 'vs', 'start'];

/**
 * Reads what a person gave and, where that fails without them, again with all families and conventions, and
 * with timm's names.
 *
 * @throws when a part of the app does not come
 */
export async function readLate<R extends Read>(read: () => R | Promise<R>): Promise<R> {
	let found = await read();
	if (found.problems.length > 0 && !known.isComplete()) {
		await known.load();
		found = await read();
	}
	if (found.problems.some(({ field }) => NAMES.includes(field)) && !timmNames()) {
		await loadTimmNames();
		found = await read();
	}
	return found;
}
