import { cut } from '../../../json/text.ts';
import { LineError, type Items } from '../item.ts';
import {
	DEEPEST,
	GLUED,
	LONGEST_LINE,
	MOST_ITEMS,
	PERMITTED,
	readArgument,
	readName,
	shown,
	WORD
} from '../parse.ts';
import { isWord } from '../words.ts';
import { checkItem } from './check-item.ts';
import { MOST_OPTIONS, readPieces } from './pieces.ts';
import { printSequence, printVaried } from './print-template.ts';
import { takenItems } from './take.ts';
import type {
	Choice,
	PlainItem,
	Sequence,
	Template,
	VariedArgument,
	VariedItem,
	Within
} from './template.ts';

/** The most choices of a line, and lines that they may make. */
const MOST_CHOICES = 12;
const MOST_VARIANTS = 1_000_000;

const END = /[,|()[\]}@]/;
const AFTER =
	'permitted after it: a comma, or the end of its branch; for arguments, as in pw {2,4}C';

const short = (text: string): string => (text === '' ? 'nothing' : cut(text, 30));

/** A place where an operation may stand, until the whole line is known. */
type Places = { number: number; at: number; count: number };

/**
 * Reads a line with choices in it, in time linear in its length. Spaces may be written as `+`.
 *
 * @throws LineError
 */
export function parseTemplate(written: string): Template {
	const text = written.replaceAll('+', ' ');
	if (text.length > LONGEST_LINE)
		throw new LineError(
			LONGEST_LINE,
			`a line of ${text.length} characters; permitted: up to ${LONGEST_LINE}`
		);
	const choices: Choice[] = [];
	const moving = new Map<string, Places>();
	let at = 0;
	let count = 0;

	function choice(where: number, label: string, within: Within | null): number {
		if (choices.length === MOST_CHOICES)
			throw new LineError(where, `more than ${MOST_CHOICES} choices; permitted: fewer`);
		return choices.push({ label, names: [], within }) - 1;
	}

	const name = (number: number, change: Partial<Choice>): void => {
		const before = choices[number];
		if (before) choices[number] = { ...before, ...change };
	};

	function skipSpace(): void {
		while (text[at] === ' ' || text[at] === '\t') at++;
	}

	/** Words up to a comma, a bar or a bracket of items; those in `{}` are options. */
	function words(within: Within | null): VariedArgument[] {
		const all: VariedArgument[] = [];
		let now: { -readonly [K in keyof VariedArgument]: VariedArgument[K] } | null = null;
		for (; at < text.length && !END.test(text[at] ?? ''); at++) {
			const letter = text[at] ?? '';
			if (letter.trim() === '') {
				now = null;
				continue;
			}
			if (!now) all.push((now = { at, before: '', choice: null, after: '' }));
			if (letter !== '{') {
				if (now.choice) now.after += letter;
				else now.before += letter;
				continue;
			}
			if (now.choice) throw new LineError(at, 'an argument has one choice; permitted: no second {');
			const close = text.indexOf('}', at);
			if (close < 0) throw new LineError(at, 'its { is not closed');
			const read = readPieces(at + 1, text.slice(at + 1, close));
			now.choice = { ...read, number: choice(at, '', within) };
			at = close;
		}
		return all;
	}

	/** A first word, and what is glued to it. */
	function wordOf(first: VariedArgument): readonly [word: string, rest: VariedArgument | null] {
		const { before, choice } = first;
		if (!choice && isWord(before)) return [before, null];
		const [, letters = '', glued = ''] = GLUED.exec(before) ?? [];
		if (letters !== '')
			return [letters, { ...first, at: first.at + letters.length, before: glued }];
		if (WORD.test(before)) return [before, choice ? { ...first, before: '' } : null];
		throw new LineError(
			first.at,
			choice
				? 'a choice of operations has bars, as in {ln | bn}'
				: `“${shown(before)}” is no operation; ${PERMITTED}`
		);
	}

	function named(args: readonly VariedArgument[], word: string): void {
		args.forEach((argument) => {
			const { before, choice, after } = argument;
			if (!choice) return void readArgument(argument.at, before);
			for (const piece of choice.pieces) readArgument(piece.at, `${before}${piece.text}${after}`);
			const key = /^([a-z]+)=/.exec(before)?.[1] ?? '';
			name(choice.number, {
				label: key === '' ? word : `${word} ${key}`,
				names: choice.pieces.map(
					(piece) => `${key === '' ? before : before.slice(key.length + 1)}${piece.text}${after}`
				)
			});
		});
	}

	function plain(depth: number, within: Within | null): PlainItem {
		const start = at;
		const colon = /^[^,|()[\]{}@:]*:/.exec(text.slice(at, at + 80))?.[0];
		const own = colon === undefined ? null : readName(colon.slice(0, -1), at);
		at += colon?.length ?? 0;
		const [first, ...rest] = words(within);
		const [word, glued] = first ? wordOf(first) : ['', null];
		const args = glued ? [glued, ...rest] : rest;
		if (text[at] !== '(' && word === '')
			throw new LineError(at, `nothing stands here; ${PERMITTED}`);
		named(args, word);
		const base = { kind: 'item', at: first?.at ?? start, name: own, word, args } as const;
		if (text[at] !== '(') return checkItem({ ...base, branches: null });
		at++;
		const branches = bars(depth + 1, within, ')', 'its bracket is not closed', base.at);
		return checkItem({ ...base, branches });
	}

	/** What bars part, up to a closing bracket. */
	function bars(
		depth: number,
		within: Within | null | ((option: number) => Within),
		close: string,
		unclosed: string,
		from: number
	): Sequence[] {
		if (depth > DEEPEST)
			throw new LineError(at, `more than ${DEEPEST} brackets within each other; permitted: fewer`);
		const all: Sequence[] = [];
		do {
			if (all.length > 0) at++;
			all.push(sequence(depth, typeof within === 'function' ? within(all.length) : within));
		} while (text[at] === '|');
		if (text[at] !== close) throw new LineError(from, unclosed);
		at++;
		return all;
	}

	function options(depth: number, within: Within | null): VariedItem {
		const start = at;
		const optional = text[at] === '[';
		const number = choice(start, '', within);
		at++;
		const inside = (option: number): Within => ({ choice: number, option });
		const close = optional ? ']' : '}';
		const all = bars(depth + 1, inside, close, `its ${text[start]} is not closed`, start);
		if (all.some((items) => items.length === 0))
			throw new LineError(start, 'an option is empty; permitted: [ln] for what may be left out');
		if (all.length < (optional ? 1 : 2))
			throw new LineError(start, 'one option is no choice; permitted: {ln | bn}, or [ln]');
		if (all.length > MOST_OPTIONS - 1)
			throw new LineError(start, `more than ${MOST_OPTIONS} options; permitted: fewer`);
		const texts = all.map(printSequence);
		const twice = texts.find((one, i) => texts.indexOf(one) !== i);
		if (twice !== undefined)
			throw new LineError(start, `${shown(twice)} is there twice; permitted: once`);
		name(number, {
			label: short(optional ? `[${texts.join(' | ')}]` : texts.join(' | ')),
			names: [...texts.map(short), ...(optional ? ['without'] : [])]
		});
		return { kind: 'options', choice: number, optional, options: optional ? [...all, []] : all };
	}

	function place(depth: number, within: Within | null): VariedItem {
		const start = at;
		if (within)
			throw new LineError(
				start,
				'what moves stands in no choice; permitted: @ outside of {} and []'
			);
		at++;
		skipSpace();
		const before = choices.length;
		const item = plain(depth, null);
		if (choices.length > before)
			throw new LineError(
				start,
				'what moves has no choice in it; permitted: @ and what stands there'
			);
		const items: Items = takenItems([item], () => 0);
		const key = printVaried(item);
		const known = moving.get(key);
		const places = known ?? { number: choice(start, `@${short(key)}`, null), at: start, count: 0 };
		moving.set(key, places);
		if (places.count === MOST_OPTIONS)
			throw new LineError(start, `more than ${MOST_OPTIONS} places of @${shown(key)}`);
		return { kind: 'place', choice: places.number, place: places.count++, items };
	}

	function item(depth: number, within: Within | null): VariedItem {
		if (++count > MOST_ITEMS)
			throw new LineError(at, `more than ${MOST_ITEMS} items; permitted: fewer`);
		skipSpace();
		const start = text[at];
		const read =
			start === '@'
				? place(depth, within)
				: start === '[' || start === '{'
					? options(depth, within)
					: plain(depth, within);
		skipSpace();
		const end = text[at];
		if (end !== undefined && !',|)]}'.includes(end))
			throw new LineError(at, `a comma is missing here; ${AFTER}`);
		return read;
	}

	function sequence(depth: number, within: Within | null): Sequence {
		skipSpace();
		const end = text[at];
		if (end === undefined || ')|]}'.includes(end)) return [];
		const items = [item(depth, within)];
		while (text[at] === ',') {
			at++;
			items.push(item(depth, within));
		}
		return items;
	}

	const items = sequence(0, null);
	if (at < text.length)
		throw new LineError(at, `“${text[at]}” is not permitted here; ${PERMITTED}`);
	for (const [key, { number, at: where, count: places }] of moving) {
		if (places < 2)
			throw new LineError(where, `@${shown(key)} has one place; permitted: two or more`);
		name(number, { names: placeNames(items, number) });
	}
	const variants = choices.reduce((product, { names }) => product * names.length, 1);
	if (variants > MOST_VARIANTS)
		throw new LineError(
			0,
			`${variants} lines can be made of this one; permitted: up to ${MOST_VARIANTS}`
		);
	const kept = printSequence(items).length;
	if (kept > LONGEST_LINE)
		throw new LineError(0, `a line of ${kept} characters; permitted: up to ${LONGEST_LINE}`);
	return { items, choices };
}

/** An item by its text, or by its word alone where choices are in its arguments. */
const calledBy = (item: VariedItem): string =>
	item.kind === 'item' && item.args.some(({ choice }) => choice) ? item.word : printVaried(item);

/** What stands behind each place of what moves. */
function placeNames(items: Sequence, choice: number): readonly string[] {
	const names: string[] = [];
	function add(name: string): void {
		const alike = names.filter((other) => other === name || other.startsWith(`${name}, `)).length;
		names.push(alike === 0 ? name : `${name}, ${alike + 1}`);
	}
	function visit(all: Sequence): void {
		all.forEach((item, i) => {
			if (item.kind === 'place' && item.choice === choice) {
				const next = all.slice(i + 1).find(({ kind }) => kind !== 'place');
				add(next ? `before ${short(calledBy(next))}` : 'at the end');
			} else if (item.kind === 'options') item.options.forEach(visit);
			else if (item.kind === 'item') item.branches?.forEach(visit);
		});
	}
	visit(items);
	return names;
}
