import type { Family } from './family.ts';
import { convNet } from './families/convnet/family.ts';

/** What is there from the start: the family of the design that a page opens with. */
let loaded: readonly Family[] = [convNet];
let loading: Promise<readonly Family[]> | null = null;

/** The families that are loaded; all of them once `loadFamilies` is done. */
export const families = (): readonly Family[] => loaded;

/** Whether none is left to load. */
export const hasAllFamilies = (): boolean => loaded.length > 1;

/**
 * Loads the families that a first look needs not. A load that fails is tried again when it is asked for
 * again.
 *
 * @throws when a part of the app does not come
 */
export function loadFamilies(): Promise<readonly Family[]> {
	loading ??= import('./families/all.ts').then(
		({ allFamilies }) => (loaded = allFamilies),
		(error: unknown) => {
			loading = null;
			throw error;
		}
	);
	return loading;
}

/** Takes up families that came with the program itself, where nothing is loaded late. */
export function provideFamilies(all: readonly Family[]): void {
	loaded = all;
	loading = Promise.resolve(all);
}

/** A part of the app that needs all families, once they are there as well. */
export async function withFamilies<M>(part: Promise<M>): Promise<M> {
	const [loadedPart] = await Promise.all([part, loadFamilies()]);
	return loadedPart;
}
