import { writeLine } from '../line.ts';
import { glues } from '../words.ts';
import type { PlainItem, Sequence, VariedArgument, VariedItem } from './template.ts';

const printArgument = ({ before, choice, after }: VariedArgument): string =>
	choice ? `${before}{${choice.written}}${after}` : `${before}${after}`;

function printPlain({ name, word, args, branches }: PlainItem): string {
	const [first, ...rest] = args.map(printArgument);
	const glued = first !== undefined && glues(word) && /^\{?\d/.test(first);
	const head = glued ? [`${word}${first}`, ...rest] : [word, ...args.map(printArgument)];
	const inside = branches?.map(printSequence).join(' | ');
	return `${name === null ? '' : `${name}:`}${head.join(' ')}${inside === undefined ? '' : `(${inside})`}`;
}

export function printVaried(item: VariedItem): string {
	switch (item.kind) {
		case 'item':
			return printPlain(item);
		case 'place':
			return `@${writeLine(item.items)}`;
		case 'options': {
			const options = item.optional ? item.options.slice(0, -1) : item.options;
			const inside = options.map(printSequence).join(' | ');
			return item.optional ? `[${inside}]` : `{${inside}}`;
		}
	}
}

/** The text of a line with choices; `parseTemplate` reads it back. */
export const printSequence = (items: Sequence): string => items.map(printVaried).join(', ');
