import { layerPathOf, type Trace } from '../../arch/block-text/edit/trace.ts';
import { itemsIn, type ItemPath } from '../../arch/block-text/edit/tree.ts';
import { branchesOf } from '../../arch/block-text/edit/wrap.ts';
import { lone, type Item } from '../../arch/block-text/item.ts';
import { writeLine } from '../../arch/block-text/line.ts';
import type { Shape } from '../../arch/net.ts';
import { framed, type Diagram } from './frame.ts';
import type { Figure, NodeText } from './layout.ts';
import { nodeText } from './node-text.ts';

/** A place in a line as an id: `0.1.2`. */
export const idOfPlace = (at: ItemPath): string => at.join('.');

export const placeOfId = (id: string): ItemPath => id.split('.').map(Number);

const shapeText = (shape: Shape | null): string => shape?.join(' × ') ?? '?';

/** What a join that is not made yet is called, and its sign. */
const SIGNS: Readonly<Record<string, string>> = {
	add: '+',
	skip: '+',
	sub: '−',
	mul: '×',
	concat: '∥',
	cross: '⋈'
};

const LONGEST = 34;

/** A sentence in lines of about one width. */
function inLines(text: string): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const before = lines.at(-1);
		if (before === undefined || before.length + word.length >= LONGEST) lines.push(word);
		else lines[lines.length - 1] = `${before} ${word}`;
	}
	return lines;
}

/**
 * Draws a line as it is edited: with the places where something can be put in, and with what does not
 * fit, or was not reached, as it is written.
 */
export function lineDiagram(trace: Trace, entering: Shape): Diagram {
	const { line, root, seen, fault } = trace;

	function text(item: Item, at: ItemPath): NodeText {
		const found = seen.get(item);
		const id = idOfPlace(at);
		const wrong = fault?.item === item ? { note: inLines(fault.message) } : {};
		if (found?.op) return { ...nodeText(id, found.op, found.context.x), ...wrong };
		const sign = item.branches && SIGNS[item.word];
		const name = sign ? item.word : writeLine([{ ...item, name: null }]);
		return { id, kind: sign ? 'add' : 'layout', label: sign || name, name, ...wrong };
	}

	/** A chain with all its gaps, or with those alone that what is around it has not. */
	function list(at: ItemPath, open: boolean): Figure {
		const items = itemsIn(line, at);
		const own = (i: number): string | null =>
			open || (i > 0 && i < items.length) || items.length === 0 ? idOfPlace([...at, i]) : null;
		return {
			kind: 'chain',
			parts: items.map((item, i) => figure(item, [...at, i])),
			gaps: Array.from({ length: items.length + 1 }, (_, i) => own(i))
		};
	}

	function figure(item: Item, at: ItemPath): Figure {
		const { word, branches } = item;
		if (!branches) return { kind: 'node', node: text(item, at) };
		if (word === '') return list([...at, 0], false);
		// A projection that nothing needs here stands as it is written.
		if (word === 'project')
			return wasMade(item) ? list([...at, 0], true) : { kind: 'node', node: text(item, at) };
		const lists = branchesOf(item).map((_, i) => list([...at, i], true));
		const nothing: Figure = { kind: 'chain', parts: [] };
		const gate = word === 'mul' && lone(item);
		const all = gate ? [nothing, ...lists] : word === 'skip' ? [...lists, nothing] : lists;
		const skips = word !== 'skip' || seen.get(item)?.op;
		return {
			kind: 'fork',
			branches: skips ? all : lists,
			join: text(item, at)
		};
	}

	const wasMade = ({ branches }: Item): boolean =>
		branches?.some((items) =>
			items.some((item) => layerPathOf(trace, item) !== null || wasMade(item))
		) ?? false;

	return framed(list(root, true), shapeText(entering), shapeText(trace.out));
}
