import { cut } from '../../json/text.ts';
import { LineError, type Argument, type Item, type Items } from './item.ts';
import { takenIn } from './taken-names.ts';

/** The most characters of a line, brackets within brackets, and items. */
export const LONGEST_LINE = 4000;
export const DEEPEST = 32;
export const MOST_ITEMS = 400;

export const PERMITTED =
	'permitted: items parted by commas, such as add(dw7, ln, linear 4C, gelu, linear C, scale)';

/** What comes before a comma, a bracket or a bar. */
const HEAD = /[^,|()]*/y;
const TOKEN = /[^\s+]+/g;
const NAME = /^(?:[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)?$/;
const LONGEST_NAME = 60;

/** A word of letters, and what is glued to it: `dw7`. */
export const GLUED = /^([a-z]+)([^a-z].*)$/;

export const WORD = /^[a-z0-9]+$/;
const ARGUMENT = /^(?:([a-z]+)=)?([A-Za-z0-9._/-]*)$/;

/** What a message repeats of a line. */
export const shown = (text: string): string => cut(text, 40);

/** @throws LineError */
export function readArgument(at: number, text: string): Argument {
	const [, key = '', value] = ARGUMENT.exec(text) ?? [];
	if (value !== undefined) return { at, key, value };
	throw new LineError(
		at,
		`“${shown(text)}” is no argument; permitted: a number, a word, or both as stride=2`
	);
}

/**
 * Reads the name of a part or of a join.
 *
 * @throws LineError
 */
export function readName(text: string, at: number): string {
	const name = text.trim();
	const start = at + text.length - text.trimStart().length;
	if (!NAME.test(name) || name.length > LONGEST_NAME)
		throw new LineError(
			start,
			`a name has letters, digits, _ and dots between them, up to ${LONGEST_NAME} in all`
		);
	const taken = takenIn(name);
	if (taken === undefined) return name;
	throw new LineError(
		start,
		`no part can be called ${taken} in PyTorch; permitted: a name that begins with a letter or digit and is no word of Python and no attribute of torch.nn.Module, such as ${taken.replace(/^_+/, '') || 'part'}_1`
	);
}

/**
 * Reads a line, in time linear in its length. Spaces may be written as `+`, as in an address.
 *
 * @param isWord whether a word is known as it stands, as `relu6` is: else digits at its end are glued to it
 * @throws LineError
 */
export function parseLine(text: string, isWord: (word: string) => boolean): Items {
	if (text.length > LONGEST_LINE)
		throw new LineError(
			LONGEST_LINE,
			`a line of ${text.length} characters; permitted: up to ${LONGEST_LINE}`
		);
	let at = 0;
	let count = 0;

	function head(): Omit<Item, 'branches'> {
		HEAD.lastIndex = at;
		const part = HEAD.exec(text)?.[0] ?? '';
		const start = at;
		at += part.length;
		const colon = part.indexOf(':');
		const name = colon < 0 ? null : readName(part.slice(0, colon), start);
		const tokens = [...part.slice(colon + 1).matchAll(TOKEN)].map((match): Argument => ({
			at: start + colon + 1 + match.index,
			key: '',
			value: match[0]
		}));
		const [first, ...rest] = tokens;
		const args = rest.map((token) => readArgument(token.at, token.value));
		if (!first) return { at: start + part.length, name, word: '', args };
		const [, letters = '', glued = ''] = isWord(first.value) ? [] : (GLUED.exec(first.value) ?? []);
		if (letters === '') {
			if (WORD.test(first.value)) return { at: first.at, name, word: first.value, args };
			throw new LineError(first.at, `“${shown(first.value)}” is no operation; ${PERMITTED}`);
		}
		return {
			at: first.at,
			name,
			word: letters,
			args: [readArgument(first.at + letters.length, glued), ...args]
		};
	}

	function item(depth: number): Item {
		if (++count > MOST_ITEMS)
			throw new LineError(at, `more than ${MOST_ITEMS} items; permitted: fewer`);
		const start = head();
		if (text[at] !== '(') {
			if (start.word === '') throw new LineError(at, `nothing stands here; ${PERMITTED}`);
			return { ...start, branches: null };
		}
		if (depth === DEEPEST)
			throw new LineError(at, `more than ${DEEPEST} brackets within each other; permitted: fewer`);
		at++;
		const branches: Items[] = [sequence(depth + 1)];
		while (text[at] === '|') {
			at++;
			branches.push(sequence(depth + 1));
		}
		if (text[at] !== ')') throw new LineError(start.at, 'its bracket is not closed');
		at++;
		HEAD.lastIndex = at;
		const after = HEAD.exec(text)?.[0] ?? '';
		if (after.trim() !== '')
			throw new LineError(at, `a comma is missing after the bracket; ${PERMITTED}`);
		at += after.length;
		if (text[at] === '(') throw new LineError(at, `a comma is missing here; ${PERMITTED}`);
		return { ...start, branches };
	}

	function sequence(depth: number): Items {
		HEAD.lastIndex = at;
		const part = HEAD.exec(text)?.[0] ?? '';
		const end = text[at + part.length];
		if (part.trim() === '' && (end === undefined || end === ')' || end === '|')) {
			at += part.length;
			return [];
		}
		const items = [item(depth)];
		while (text[at] === ',') {
			at++;
			items.push(item(depth));
		}
		return items;
	}

	const items = sequence(0);
	if (at < text.length)
		throw new LineError(at, `“${text[at]}” is not permitted here; ${PERMITTED}`);
	return items;
}
