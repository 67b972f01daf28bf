import type { Limit } from '../explore/query.ts';

const END = '(\\d{1,12}(?:\\.\\d{1,9})?)?';
const LIMIT = new RegExp(`^${END}\\.\\.${END}$`);

/** An open end is left out: `..30` is up to 30. */
export const printLimit = ([least, most]: Limit): string =>
	`${Number.isFinite(least) ? least : ''}..${Number.isFinite(most) ? most : ''}`;

/** Reads `4..5`, `4..` or `..5`; `null` where it is none of them, or upside down. */
export function readLimit(text: string): Limit | null {
	const found = LIMIT.exec(text);
	if (!found || (found[1] === undefined && found[2] === undefined)) return null;
	const least = found[1] === undefined ? -Infinity : Number(found[1]);
	const most = found[2] === undefined ? Infinity : Number(found[2]);
	return least <= most ? [least, most] : null;
}
