import { cut } from '../json/text.ts';
import { whyLeftOut } from './left-out.ts';
import { nearest, type Called } from './nearest.ts';
import { nameParts, timmNames } from './timm.ts';

/** The most names or tags that a message lists. */
const LISTED = 6;

const quoted = (text: string): string => `“${cut(text, 60)}”`;

/** The first of what there is, and how many more. */
function some(names: readonly string[]): string {
	const rest = names.length - LISTED;
	const first = names.slice(0, LISTED).join(', ');
	return rest > 0 ? `${first} and ${rest} more` : first;
}

function unknownTag(model: string, tag: string): string {
	const tags = (timmNames()?.models.get(model)?.tags ?? []).map(({ name }) => name);
	const near = nearest(
		tag,
		tags.map((name) => ({ name, label: '' }))
	).map(({ name }) => name);
	const others = tags.filter((name) => !near.includes(name));
	const known = tags.length > 0 ? `; its tags are ${some([...near, ...others])}` : '';
	return `timm has no tag ${quoted(tag)} of ${model}${known}`;
}

/**
 * Why a name is no preset; timm's own names are known once they are loaded.
 *
 * @param families what the presets are of, where a name is of something else
 */
export function whyUnknown(
	text: string,
	presets: readonly Called[],
	families: readonly string[]
): string {
	const { model, tag } = nameParts(text);
	if (tag !== '' && presets.some(({ name }) => name === model)) return unknownTag(model, tag);
	const found = timmNames()?.models.get(model);
	if (found?.related) return `${quoted(text)} is no preset: ${whyLeftOut(model, found.file)}`;
	if (found)
		return `${quoted(text)} is of timm’s ${found.file}.py, and of no family here (${families.join(', ')})`;
	return `${quoted(text)} is no preset`;
}

/** The same, and which presets are nearest, or what there are presets of where none is near. */
export function unknownName(
	text: string,
	presets: readonly Called[],
	families: readonly string[]
): string {
	const why = whyUnknown(text, presets, families);
	const { model, tag } = nameParts(text);
	if (tag !== '' && presets.some(({ name }) => name === model)) return why;
	const near = nearest(model, presets).map(({ name }) => name);
	if (near.length > 0) return `${why}; nearest: ${near.join(', ')}`;
	return timmNames()?.models.has(model)
		? why
		: `${why}; there are presets of ${families.join(', ')}`;
}
