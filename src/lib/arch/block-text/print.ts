import type { Argument, Item, Items } from './item.ts';

const printArgument = ({ key, value }: Argument): string =>
	key === '' ? value : `${key}=${value}`;

function printItem({ name, word, args, branches }: Item, glues: (word: string) => boolean): string {
	const [first, ...rest] = args.map(printArgument);
	const glued = first !== undefined && args[0]?.key === '' && glues(word) && /^\d/.test(first);
	const head = glued
		? [`${word}${first}`, ...rest]
		: [word, ...(first === undefined ? [] : [first, ...rest])];
	const inside = branches?.map((items) => printLine(items, glues)).join(' | ');
	return `${name === null ? '' : `${name}:`}${head.join(' ')}${inside === undefined ? '' : `(${inside})`}`;
}

/**
 * The text of a line; `parseLine` reads it back.
 *
 * @param glues whether a word's first number is glued to it, as in `dw7`
 */
export const printLine = (items: Items, glues: (word: string) => boolean): string =>
	items.map((item) => printItem(item, glues)).join(', ');
