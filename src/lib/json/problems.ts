import type { BaseIssue } from 'valibot';
import { cut } from './text.ts';

const MOST = 40;

/** How a value is written as JSON, up to so many characters: no further, as it may be large and deep. */
function written(value: unknown, most: number): string {
	if (typeof value === 'string') return JSON.stringify(cut(value, most));
	if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
	const isList = Array.isArray(value);
	let text = '';
	for (const [key, item] of Object.entries(value)) {
		if (text.length >= most) break;
		const name = isList ? '' : `${JSON.stringify(key)}:`;
		text += `${text === '' ? '' : ','}${name}${written(item, most - text.length - 1)}`;
	}
	return isList ? `[${text}]` : `{${text}}`;
}

/** A value, mostly from a file, as it is shown to a person, cut short. Never throws. */
export const shown = (value: unknown): string => cut(written(value, MOST), MOST);

/** Where a value stands in its file: `runs.samples[1]`. */
const placeOf = ({ path }: BaseIssue<unknown>): string =>
	(path ?? []).reduce((place, { key }) => {
		if (typeof key === 'number') return `${place}[${key}]`;
		return place === '' ? String(key) : `${place}.${String(key)}`;
	}, '');

/** An issue whose message says what is permitted, in a sentence that names the field and what it holds. */
export const problemText = (issue: BaseIssue<unknown>): string =>
	`${placeOf(issue)}: expected ${issue.message}, and found ${shown(issue.input)}`;
