import type { Convention } from './convention.ts';
import { paper } from './paper.ts';

let known: readonly Convention[] = [paper];

/** The conventions that are loaded: the one that counts are shown in, and all once `loadConventions` is done. */
export const knownConventions = (): readonly Convention[] => known;

/** @throws when a part of the app does not come */
export async function loadConventions(): Promise<readonly Convention[]> {
	known = (await import('./conventions.ts')).conventions;
	return known;
}

/** Takes up conventions that came with the program itself, where nothing is loaded late. */
export function provideConventions(all: readonly Convention[]): void {
	known = all;
}

export const conventionOf = (id: string): Convention | null =>
	known.find((convention) => convention.id === id) ?? null;
