import { attentionHelpers } from './helpers/attention.ts';
import { normHelpers } from './helpers/norms.ts';
import { pairHelpers } from './helpers/pairs.ts';
import { rotaryHelpers } from './helpers/rotary.ts';
import { slideHelpers } from './helpers/slides.ts';
import { windowHelpers } from './helpers/windows.ts';

/** What an exported file defines besides its own classes, where it uses the name. */
const torchHelpers: Readonly<Record<string, string>> = {
	...normHelpers,
	...slideHelpers,
	...attentionHelpers,
	...rotaryHelpers,
	...windowHelpers
};

/** What a file may define beside its own classes. */
export const HELPER_NAMES: readonly string[] = Object.keys({ ...torchHelpers, ...pairHelpers });

/**
 * Sources of the helpers that a file needs, directly or through one another, in an order that reads down.
 *
 * @param pairs whether it writes windows and shifts as pairs
 */
export function helpersFor(source: string, pairs = false): readonly string[] {
	const helpers = pairs ? { ...torchHelpers, ...pairHelpers } : torchHelpers;
	const mentions = (text: string, name: string) => new RegExp(`\\b${name}\\(`).test(text);
	const needed = new Set<string>();
	let texts = [source];
	while (texts.length > 0) {
		const found = Object.keys(helpers).filter(
			(name) => !needed.has(name) && texts.some((text) => mentions(text, name))
		);
		found.forEach((name) => needed.add(name));
		texts = found.map((name) => helpers[name] ?? '');
	}
	return Object.entries(helpers).flatMap(([name, text]) => (needed.has(name) ? [text] : []));
}
