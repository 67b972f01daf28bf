import { readKept, whole, writeKept, type Kept } from '../../json/kept.ts';
import { parseText } from '../../json/parse.ts';
import { MOST_DESIGNS, readSet } from '../../share/set-link.ts';
import { dropped } from '../../state/dropped.svelte.ts';

/** The set of this tab, as a hash; empty where there is none yet. */
const SET: Kept<string> = {
	key: 'comparison',
	version: 1,
	label: 'the comparison',
	parse: whole((value) => {
		const text = parseText(value);
		return text !== null && readSet(text).problems.length === 0 ? text : null;
	}),
	fallback: ''
};

const storage = (): Storage => sessionStorage;

/** Keeps the set of this tab, so that the workspace can add to it; without storage it starts a new one. */
export function keepSet(link: string): void {
	writeKept(storage, SET, link);
}

/**
 * The hash of the comparison that holds a design: the one of this tab with the design added, or a new
 * one in which the design's baseline is the reference.
 */
export function comparisonWith(design: string, baseline: string): string {
	const kept = readKept(storage, SET, dropped.tell);
	if (kept === '') return design === baseline ? design : `${baseline};${design}`;
	return withLink(kept, design);
}

/** A set's hash with a design at the end of its designs; in a full set it takes the last one's place. */
export function withLink(set: string, design: string): string {
	const parts = set.split(';').filter((part) => part !== '');
	if (parts.includes(design)) return set;
	const at = parts.findIndex((part) => /^(ref|count|fused|view)=/.test(part));
	const designs = at < 0 ? parts : parts.slice(0, at);
	const settings = at < 0 ? [] : parts.slice(at);
	const kept = designs.length < MOST_DESIGNS ? designs : designs.slice(0, MOST_DESIGNS - 1);
	return [...kept, design, ...settings].join(';');
}
