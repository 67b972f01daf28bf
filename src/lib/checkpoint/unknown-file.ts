import { KINDS, LIKELY } from './other-networks.ts';
import type { FamilyReader } from './readers.ts';

const found = (kinds: typeof KINDS, names: readonly string[]): (typeof KINDS)[number] | undefined =>
	kinds.find(([pattern]) => names.some((name) => pattern.test(name)));

/** What a file is, where names that only such files have say it, and what is nearest here; `null` where none do. */
export function knownKind(names: readonly string[]): string | null {
	const [, words, nearest] = found(KINDS, names) ?? [];
	if (words === undefined) return null;
	return `It seems to be ${words}${nearest === undefined ? '' : `, which is not built here; nearest is ${nearest}`}.`;
}

const either = (words: readonly string[]): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** What a file seems to be that no family knows, and what is known, in two sentences. */
export function seemsToBe(names: readonly string[], readers: readonly FamilyReader[]): string {
	const known = knownKind(names);
	if (known !== null) return known;
	const networks = readers.flatMap((reader) => reader.networks);
	const authors = readers.flatMap(({ namings }) => namings.map(({ author }) => author));
	const all = [...new Set(['timm', ...authors])].map((author) => `${author}’s`);
	const likely = found(LIKELY, names)?.[1];
	const what = likely ? `It seems to be ${likely}.` : 'What it is, its names do not say.';
	return `${what} Its tensors are not those of a ${either(networks)} under ${either(all)} names.`;
}
