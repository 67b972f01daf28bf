import type { NamedNet, Shape } from '../net.ts';
import { LineError, lone, type Items } from './item.ts';
import { makeLine } from './make.ts';
import { parseLine } from './parse.ts';
import type { Place, Scope } from './place.ts';
import { printLine } from './print.ts';
import { numbersBlocks } from './rotary-angles.ts';
import { glues, isWord } from './words.ts';

export type ReadLine = Readonly<
	{ ok: true; value: string } | { ok: false; at: number; message: string }
>;

const items = (text: string): Items => parseLine(text, isWord);

/** Runs what may find fault with a line. */
export function tryLine<T>(
	run: () => T
): Readonly<{ ok: true; value: T } | { ok: false; at: number; message: string }> {
	try {
		return { ok: true, value: run() };
	} catch (error) {
		if (!(error instanceof LineError)) throw error;
		return { ok: false, at: error.at, message: error.message };
	}
}

/** A line as it is kept, with its spaces in their places; or what is wrong with it, and where. */
export const readLine = (text: string): ReadLine => tryLine(() => writeLine(items(text)));

/** The text of items; `makeOf` makes of it what they were made of. */
export const writeLine = (line: Items): string => printLine(line, glues);

/** What a line makes of what enters: named children of a chain, and the shape that leaves. */
export type Made = Readonly<{
	/** Of the part itself: the name before the only group of a line. */
	name: string;
	children: readonly NamedNet[];
	out: Shape;
	/** How many blocks take turns; no end of them where each is another by its own number. */
	turns: number;
}>;

/**
 * @param named whether a line that is one group with a name says the name of the part
 * @throws LineError
 */
export function makeOf(text: string, scope: Scope, place: Place, x: Shape, named = false): Made {
	const line = items(text);
	const [only] = line;
	const whole = named && line.length === 1 && only?.word === '' ? only : undefined;
	const name = whole?.name ?? null;
	const inner = (name === null ? null : whole && lone(whole)) ?? line;
	const { children, out } = makeLine(inner, scope, place, x);
	const taken = only?.word === 'alternate' ? (only.branches?.length ?? 1) : 1;
	const turns = numbersBlocks(text) ? Infinity : taken;
	return { name: name ?? '', children, out, turns };
}
