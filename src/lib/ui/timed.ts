import { getContext, hasContext, setContext } from 'svelte';
import type { Card } from '../live/card.ts';

const KEY = Symbol('timed');

/** Says to all components below which run timed the layers of the design in view, if one has. */
export function provideTimed(read: () => Card | null): void {
	setContext(KEY, read);
}

/** The run that timed the layers here. */
export const useTimed = (): (() => Card | null) =>
	hasContext(KEY) ? getContext<() => Card | null>(KEY) : () => null;
