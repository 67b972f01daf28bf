import { TARGETS, type Target } from '../../draw/block/targets.ts';

/** A piece of a sentence; a target makes it a link that lights up a part of the picture. */
export type Span = Readonly<{ text: string; target: Target | null }>;

const LINK = /\[([^\]]+)\]\(([a-z0-9]+)\)/g;

/** A number stays on one line with its unit, and 3 × 3 in one piece. */
const METRIC = /(\d) (?=[GMk]\b|MACs|px)/g;

const plain = (text: string): readonly Span[] => (text === '' ? [] : [{ text, target: null }]);

/**
 * Splits a sentence at its links, written `[words](target)`.
 *
 * @throws Error for a target that there is none of
 */
export function spansOf(text: string): readonly Span[] {
	const spans: Span[] = [];
	let at = 0;
	const tied = text.replace(METRIC, '$1\u00a0').replaceAll(' × ', '\u00a0×\u00a0');
	for (const match of tied.matchAll(LINK)) {
		const [whole, words = '', name = ''] = match;
		const target = TARGETS.find((known) => known === name);
		if (!target) throw new Error(`“${name}” is no part of the picture`);
		spans.push(...plain(tied.slice(at, match.index)), { text: words, target });
		at = match.index + whole.length;
	}
	return [...spans, ...plain(tied.slice(at))];
}
