import { tryLine, writeLine } from './line.ts';
import type { Items } from './item.ts';
import { parseLine } from './parse.ts';
import { isWord } from './words.ts';

const leaves = (items: Items): readonly string[] =>
	items.flatMap(({ branches, ...item }) =>
		branches ? branches.flatMap(leaves) : [writeLine([{ ...item, name: null, branches }])]
	);

/** The operations of a line in alphabetical order, wherever they stand in it. */
export function operationsOf(line: string): readonly string[] {
	const read = tryLine(() => parseLine(line, isWord));
	return read.ok ? [...leaves(read.value)].sort() : [];
}
