import type { BaseIssue } from 'valibot';

/** A value from a file as it is shown to its reader, cut short. */
export const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 40);

/** Where a value stands in its file: `runs.samples[1]`. */
const placeOf = ({ path }: BaseIssue<unknown>): string =>
	(path ?? []).reduce((place, { key }) => {
		if (typeof key === 'number') return `${place}[${key}]`;
		return place === '' ? String(key) : `${place}.${String(key)}`;
	}, '');

/** An issue whose message says what is permitted, in a sentence that names the field and what it holds. */
export const problemText = (issue: BaseIssue<unknown>): string =>
	`${placeOf(issue)}: expected ${issue.message}, and found ${shown(issue.input)}`;
