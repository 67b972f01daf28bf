import { getContext, hasContext, setContext } from 'svelte';

const KEY = Symbol('time name');

/** Says to all components below what kind of times they show. */
export function provideTimeName(read: () => string): void {
	setContext(KEY, read);
}

/** What the times here are called: plain time is measured. */
export const useTimeName = (): (() => string) =>
	hasContext(KEY) ? getContext<() => string>(KEY) : () => 'time';
