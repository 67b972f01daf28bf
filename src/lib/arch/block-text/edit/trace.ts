import { inferOp, type Inferred } from '../../infer.ts';
import type { Shape } from '../../net.ts';
import { ShapeMismatch } from '../../ops.ts';
import { LineError, lone, type Item, type Items } from '../item.ts';
import { makeLine, type Seen } from '../make.ts';
import { parseLine } from '../parse.ts';
import type { Place, Scope } from '../place.ts';
import { isWord } from '../words.ts';
import { itemAt, listOf, type ItemPath } from './tree.ts';

/** What a line is written for. */
export type Setting = Readonly<{
	scope: Scope;
	place: Place;
	/** What enters. */
	x: Shape;
	/** Whether a line that is one group with a name says the name of the part. */
	named: boolean;
}>;

/** What does not fit, and at which item. */
export type Fault = Readonly<{ item: Item | null; message: string }>;

/** A line that was gone through item by item, as far as it can be. */
export type Trace = Readonly<{
	line: Items;
	/** The list that makes the part: of blocks that take turns, the one of this place. */
	root: ItemPath;
	seen: ReadonlyMap<Item, Seen>;
	/** Shapes, weights and MACs of what was made. */
	inferred: ReadonlyMap<Item, Inferred>;
	fault: Fault | null;
	/** What leaves; `null` with a fault. */
	out: Shape | null;
}>;

/** @throws LineError */
export const parse = (text: string): Items => parseLine(text, isWord);

/** The name of the part that a line says before its only group, if it does. */
function nameOfPart(line: Items, named: boolean): string {
	const [only] = line;
	const whole = named && line.length === 1 && only?.word === '' && lone(only);
	return (whole && only?.name) || '';
}

function rootOf(line: Items, { named, place }: Setting): ItemPath {
	const [only] = line;
	if (line.length === 1 && only?.word === 'alternate')
		return [0, place.index % Math.max(1, only.branches?.length ?? 1)];
	return named && line.length === 1 && only?.word === '' && only.name !== null ? [0, 0] : [];
}

/** The item that a character of a line belongs to: the last one that begins before it. */
function itemAtCharacter(line: Items, at: number): Item | null {
	let found: Item | null = null;
	for (const item of line) {
		if (item.at > at) break;
		found = item;
		for (const branch of item.branches ?? []) found = itemAtCharacter(branch, at) ?? found;
	}
	return found;
}

/** Goes through a line, and keeps what came of each item up to the first that does not fit. */
export function traceLine(line: Items, setting: Setting): Trace {
	const { scope, place, x, named } = setting;
	const seen = new Map<Item, Seen>();
	const inferred = new Map<Item, Inferred>();
	const root = rootOf(line, setting);
	const inner = nameOfPart(line, named) === '' ? line : (line[0]?.branches?.[0] ?? line);
	const done = { line, root, seen, inferred };
	try {
		const { out } = makeLine(inner, scope, place, x, (item, found) => seen.set(item, found));
		for (const [item, { op, context, others }] of seen)
			if (op) {
				try {
					inferred.set(item, inferOp(op, context.x, others));
				} catch (error) {
					if (!(error instanceof ShapeMismatch)) throw error;
					return { ...done, fault: { item, message: error.message }, out: null };
				}
			}
		return { ...done, fault: null, out };
	} catch (error) {
		if (!(error instanceof LineError)) throw error;
		const item = itemAtCharacter(line, error.at);
		return { ...done, fault: { item, message: error.message }, out: null };
	}
}

/** The path in the network of an item's layer: from the part's own path. */
export const layerPathOf = ({ seen }: Trace, item: Item | undefined): string | null =>
	(item && seen.get(item)?.path) ?? null;

/** Params, MACs and activations of a part. */
export type Cost = Readonly<{ params: number; macs: number; activations: number }>;

export function costOf({ inferred }: Trace): Cost {
	let [params, macs, activations] = [0, 0, 0];
	for (const each of inferred.values()) {
		params += each.params;
		macs += each.macs;
		activations += each.activations;
	}
	return { params, macs, activations };
}

function leavingOf(seen: Trace['seen'], item: Item | undefined): Shape | null {
	if (!item) return null;
	const out = seen.get(item)?.out;
	if (out) return out;
	const inner = item.branches?.length === 1 ? item.branches[0] : undefined;
	return inner ? leavingOf(seen, inner.at(-1)) : null;
}

/** What enters at a place of a line; where that is not known, what entered before. */
export function enteringAt(trace: Trace, at: ItemPath, x: Shape): Shape {
	const list = listOf(at);
	const index = at.at(-1) ?? 0;
	if (index > 0) {
		const before = [...list, index - 1];
		return leavingOf(trace.seen, itemAt(trace.line, before)) ?? enteringAt(trace, before, x);
	}
	return list.length <= trace.root.length ? x : enteringAt(trace, list.slice(0, -1), x);
}
