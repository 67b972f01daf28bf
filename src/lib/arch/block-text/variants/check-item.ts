import { LineError } from '../item.ts';
import { knownWords } from '../make.ts';
import { shown } from '../parse.ts';
import type { Context } from '../place.ts';
import { readOp } from '../read-op.ts';
import { FORMS, isJoin, JOINS, wordOf } from '../words.ts';
import { takenArgument } from './take.ts';
import type { PlainItem } from './template.ts';

/** A place where what is permitted at all is permitted. */
const SOMEWHERE: Context = {
	...{ width: 64, entering: 64, stride: 1, classes: 1000, index: 0 },
	...{ x: [56, 56, 64], scope: 'block', normed: false, arranged: [56, 56, 64] },
	style: { letters: [], counts: false, skips: false }
};

/**
 * An item whose word is known, and each of whose arguments is permitted with the first options of the
 * others.
 *
 * @throws LineError at the option that is not
 */
export function checkItem(item: PlainItem): PlainItem {
	const { at, name, word, args, branches } = item;
	const isForm = word === '' || isJoin(word) || (FORMS as readonly string[]).includes(word);
	const row = wordOf(word);
	if (!isForm && !row)
		throw new LineError(at, `“${shown(word)}” is no operation; permitted: ${knownWords()}`);
	if (isForm !== (branches !== null))
		throw new LineError(
			at,
			isForm
				? `${word} needs brackets, as in ${word}(ln, linear C)`
				: `“${shown(word)}” has no brackets; permitted before them: ${[...Object.keys(JOINS), ...FORMS].join(', ')}, or nothing`
		);
	if (!row) return item;
	const usual = args.map((argument) => takenArgument(argument, 0));
	const check = (all: typeof usual): unknown =>
		readOp({ at, name, word, args: all, branches: null }, row, SOMEWHERE);
	check(usual);
	args.forEach((argument, i) =>
		argument.choice?.pieces.forEach((_, option) =>
			check(usual.map((one, at) => (at === i ? takenArgument(argument, option) : one)))
		)
	);
	return item;
}
