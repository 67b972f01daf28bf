import {
	IDENTITY,
	chain,
	join,
	joinOf,
	sameShape,
	type Child,
	type LayerOp,
	type Net,
	type Parallel,
	type Shape
} from '../net.ts';
import { outputShape, ShapeMismatch } from '../ops.ts';
import { createClaims } from './claims.ts';
import { LineError, lone, type Item, type Items } from './item.ts';
import { gateOf, scopeInside, usualNames, type Names } from './names.ts';
import { readName } from './parse.ts';
import type { Context, Place, Scope } from './place.ts';
import { readOp, refused } from './read-op.ts';
import { FORMS, isJoin, JOINS, wordOf, WORDS } from './words.ts';

type Made = Readonly<{ net: Net; out: Shape }>;

/** What a line makes of what enters: children of a chain, and the shape that leaves. */
export type Line = Readonly<{ children: readonly (readonly [string, Net])[]; out: Shape }>;

/** What came of an item where a line was made, as far as it got. */
export type Seen = Readonly<{
	/** From where the line begins. */
	path: string;
	context: Context;
	/** `null` where it could not be read, and where a join joins nothing. */
	op: LayerOp | null;
	/** What a join takes beside its first value. */
	others: readonly Shape[];
	/** `null` where it does not fit. */
	out: Shape | null;
}>;

/** Takes note of what comes of each item. */
export type Note = (item: Item, seen: Seen) => void;

const PLAIN = { letters: [], counts: false, skips: false } as const;

const WITH_NORM = /^(?:bn|gn)$/;

/** What an item may be, for messages. */
export const knownWords = (): string =>
	[...new Set([...WORDS.map(({ word }) => word), ...Object.keys(JOINS), ...FORMS])].join(', ');

/** Runs what may not fit, and says where. */
function at<T>(item: Item, run: () => T): T {
	try {
		return run();
	} catch (error) {
		throw error instanceof ShapeMismatch ? new LineError(item.at, error.message) : error;
	}
}

/** The items that a place takes of a line in which blocks take turns, and else all of them. */
function turnOf(line: Items, { index }: Place): Items {
	const [only] = line;
	if (only?.word !== 'alternate' || line.length > 1) return line;
	const turns = only.branches ?? [];
	if (turns.length === 0) throw new LineError(only.at, 'alternate needs blocks in its brackets');
	return turns[index % turns.length] ?? [];
}

/** @throws LineError */
export function makeLine(
	line: Items,
	scope: Scope,
	place: Place,
	x: Shape,
	note: Note = () => {}
): Line {
	const items = turnOf(line, place);
	return make(items, scope, place, x, usualNames(items, scope, true), note);
}

function make(line: Items, scope: Scope, place: Place, x: Shape, names: Names, note: Note): Line {
	const { claim, claimWeights } = createClaims();

	const nameOf = (item: Item): string => item.name ?? names.of.get(item) ?? '';

	function list(items: Items, scope: Scope, x: Shape, path: string): Line {
		let shape = x;
		let arranged: Shape | null = null;
		const children: (readonly [string, Net])[] = [];
		items.forEach((item, i) => {
			const normed = WITH_NORM.test(items[i + 1]?.word ?? '');
			const context = { ...place, x: shape, scope, normed, arranged, style: PLAIN };
			if (item.word === 'windows') arranged = shape;
			// Without classes there is no layer that tells them apart.
			if (place.classes === 0 && item.word === 'linear' && item.args[0]?.value === 'K') return;
			const { net, out } = one(item, context, path);
			children.push([nameOf(item), net]);
			shape = out;
		});
		return { children, out: shape };
	}

	/** What stands in a group's brackets, or a branch of several items. */
	function chained(items: Items, scope: Scope, x: Shape, path: string): Made {
		const { children, out } = list(items, scope, x, path);
		return { net: chain(children), out };
	}

	/** A branch of one item is that item; of several or none, a chain. */
	function branch(
		items: Items,
		scope: Scope,
		x: Shape,
		path: string
	): Readonly<{ child: Child; out: Shape }> {
		const [only] = items;
		if (only && items.length === 1) {
			const { children, out } = list(items, scope, x, path);
			const [[name, net] = ['', IDENTITY]] = children;
			return { child: { name, net }, out };
		}
		const { net, out } = chained(items, scope, x, path);
		return { child: { name: '', net }, out };
	}

	function one(item: Item, context: Context, path: string): Made {
		const { word, branches } = item;
		const inner = join(path, nameOf(item));
		if (!branches) {
			const row = wordOf(word);
			if (!row)
				throw new LineError(
					item.at,
					word in JOINS || (FORMS as readonly string[]).includes(word)
						? `${word} needs brackets, as in ${word}(ln, linear C)`
						: `“${word.slice(0, 40)}” is no operation; permitted: ${knownWords()}`
				);
			claim(inner, item);
			const seen: Seen = { path: inner, context, op: null, others: [], out: null };
			note(item, seen);
			const op = readOp(item, row, context);
			note(item, { ...seen, op });
			const out = at(item, () => outputShape(op, context.x));
			claimWeights(op, context.x, inner, item);
			note(item, { ...seen, op, out });
			return { net: op, out };
		}
		const scope = scopeInside(item, context.scope).scope;
		if (word === '' || word === 'project') return grouped(item, branches, scope, context, inner);
		if (word === 'skip') return skipping(item, branches, scope, context, inner);
		if (isJoin(word)) return joined(item, branches, scope, context, inner);
		throw new LineError(
			item.at,
			word === 'alternate'
				? 'alternate stands alone in its line'
				: `“${word.slice(0, 40)}” has no brackets; permitted before them: ${[...Object.keys(JOINS), ...FORMS].join(', ')}, or nothing`
		);
	}

	function onlyOne(item: Item, branches: readonly Items[]): Items {
		const [only, more] = branches;
		if (!only || more)
			throw new LineError(item.at, `${item.word || 'a group'} has one branch; permitted: no |`);
		return only;
	}

	function noArguments({ word, args: [first] }: Item): void {
		if (first) throw refused(first.at, word || 'a group', first.value, []);
	}

	function grouped(
		item: Item,
		branches: readonly Items[],
		scope: Scope,
		{ x }: Context,
		path: string
	): Made {
		noArguments(item);
		const items = onlyOne(item, branches);
		if (item.word !== 'project' || items.length !== 1) return chained(items, scope, x, path);
		const { child, out } = branch(items, scope, x, path);
		return { net: child.net, out };
	}

	/** The name of a join: said in its arguments, or the usual one. */
	function joinName(item: Item): string {
		const named = item.args.find(({ key }) => key === 'name');
		return named ? readName(named.value, named.at) : (names.joins.get(item) ?? item.word);
	}

	function skipping(
		item: Item,
		branches: readonly Items[],
		scope: Scope,
		context: Context,
		path: string
	): Made {
		const { x } = context;
		noArguments({ ...item, args: item.args.filter(({ key }) => key !== 'name') });
		const { child, out } = branch(onlyOne(item, branches), scope, x, path);
		const name = joinName(item);
		const seen: Seen = { path: join(path, name), context, op: null, others: [], out };
		note(item, seen);
		if (place.stride !== 1 || !sameShape(x, out)) return { net: child.net, out };
		claim(join(path, name), item);
		note(item, { ...seen, op: { kind: 'add' }, others: [x] });
		const identity: Child = { name: '', net: IDENTITY };
		return { net: { kind: 'parallel', branches: [child, identity], join: 'add', name }, out };
	}

	function branchesOf(
		item: Item,
		branches: readonly Items[],
		scope: Scope,
		x: Shape,
		path: string
	): readonly Readonly<{ child: Child; out: Shape }>[] {
		const identity = { child: { name: '', net: IDENTITY }, out: x };
		const single = lone(item);
		if (scope === 'gate' && item.word === 'mul' && single) {
			const name = gateOf(joinName(item));
			const { net, out } = chained(single, scope, x, join(path, name));
			return [identity, { child: { name, net }, out }];
		}
		const made: Readonly<{ child: Child; out: Shape }>[] = [];
		for (const items of branches) {
			const first = made[0];
			const [only] = items;
			const fits =
				only?.word === 'project' && place.stride === 1 && first && sameShape(first.out, x);
			made.push(fits ? identity : branch(items, scope, x, path));
		}
		return single ? [...made, identity] : made;
	}

	function joined(
		item: Item,
		branches: readonly Items[],
		scope: Scope,
		context: Context,
		path: string
	): Made {
		const made = branchesOf(item, branches, scope, context.x, path);
		const kind = isJoin(item.word) ? JOINS[item.word] : 'add';
		let how: Parallel['join'];
		const rest = item.args.filter(({ key }) => key !== 'name');
		if (kind === 'crossAttention') {
			const heads = rest.find(({ key }) => key === '');
			const read = heads && /^\d{1,4}$/.test(heads.value) ? Number(heads.value) : 0;
			if (read === 0 || rest.length !== 1 || made.length !== 2)
				throw new LineError(item.at, 'cross needs heads and two branches, as in cross 12(a | b)');
			how = { kind, heads: read };
		} else {
			noArguments({ ...item, args: rest });
			how = kind;
		}
		if (made.length < 2)
			throw new LineError(item.at, `${item.word} needs two branches, parted by |`);
		const name = joinName(item);
		claim(join(path, name), item);
		const net: Parallel = {
			kind: 'parallel',
			branches: made.map(({ child }) => child),
			join: how,
			name
		};
		const [first = context.x, ...others] = made.map(({ out }) => out);
		const op = joinOf(net);
		const seen: Seen = {
			path: join(path, name),
			context: { ...context, x: first },
			op,
			others,
			out: null
		};
		note(item, seen);
		const out = at(item, () => outputShape(op, first, others));
		note(item, { ...seen, out });
		return { net, out };
	}

	return list(line, scope, x, '');
}
