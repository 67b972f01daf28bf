import { getContext, hasContext, setContext } from 'svelte';
import type { RunReport } from '../benchmark/report/report.ts';

const KEY = Symbol('timed');

/** Says to all components below which run timed the layers of the design in view, if one has. */
export function provideTimed(read: () => RunReport | null): void {
	setContext(KEY, read);
}

/** The run that timed the layers here. */
export const useTimed = (): (() => RunReport | null) =>
	hasContext(KEY) ? getContext<() => RunReport | null>(KEY) : () => null;
