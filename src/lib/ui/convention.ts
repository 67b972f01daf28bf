import { getContext, hasContext, setContext } from 'svelte';
import type { Convention } from '../count/conventions/convention.ts';
import { paper } from '../count/conventions/paper.ts';

const KEY = Symbol('convention');

/** Says to all components below in which convention their counts are. */
export function provideConvention(read: () => Convention): void {
	setContext(KEY, read);
}

/** The convention of the counts here: the paper's where nobody says. */
export const useConvention = (): (() => Convention) =>
	hasContext(KEY) ? getContext<() => Convention>(KEY) : () => paper;
