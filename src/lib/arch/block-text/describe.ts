import { joinOf, type Child, type Net, type Op, type Parallel, type Shape } from '../net.ts';
import { outputShape } from '../ops.ts';
import type { Argument, Item, Items } from './item.ts';
import { gateOf, usualNames, type Names } from './names.ts';
import type { Context, Place, Scope, Style } from './place.ts';
import { JOINS, WORDS, type Word } from './words.ts';

type Described = Readonly<{ item: Item; out: Shape }>;

const argument = (value: string, key = ''): Argument => ({ at: 0, key, value });

const isWithNorm = (net: Net | undefined): boolean =>
	net?.kind === 'batchNorm' || net?.kind === 'groupNorm';

/** TensorFlow's padding where it is one of its own. */
const saidOf = (op: Op): Readonly<Record<string, unknown>> =>
	'padding' in op && op.padding === 'same' && op.stride > 1 && Number(op.kernel) % 2 === 1
		? { ...op, padding: 'tf' }
		: op;

function argumentsOf({ parameters }: Word, op: Op, context: Context): readonly Argument[] {
	const said = saidOf(op);
	return parameters.flatMap(({ key, as, value, usual, always }): Argument[] => {
		const now = said[key];
		if (as === 'never' || (!always && sameValue(now, usual(context, said)))) return [];
		const text = value.print(now, context);
		if (text === undefined) throw new Error(`a line cannot say ${op.kind}'s ${key}`);
		return [argument(text, typeof as === 'object' ? as.key : '')];
	});
}

const sameValue = (a: unknown, b: unknown): boolean =>
	a === b || (Array.isArray(a) && Array.isArray(b) && a.every((item, i) => item === b[i]));

function describeOp(name: string, op: Op, context: Context): Item {
	const word = WORDS.find(
		(row) => row.kind === op.kind && (row.fits?.(saidOf(op), context) ?? true)
	);
	if (!word) throw new Error(`there is no word for ${op.kind}`);
	return { at: 0, name, word: word.word, args: argumentsOf(word, op, context), branches: null };
}

const joinWord = (parallel: Parallel): string =>
	Object.entries(JOINS).find(([, kind]) => kind === joinOf(parallel).kind)?.[0] ?? '';

/**
 * The items that say the children of a chain at a place; `makeLine` makes the same children of them.
 *
 * @param style how numbers are written, where there are several ways
 */
export function describeLine(
	children: readonly Child[],
	scope: Scope,
	place: Place,
	x: Shape,
	style: Style
): Items {
	function list(
		children: readonly Child[],
		scope: Scope,
		x: Shape
	): Readonly<{ items: Items; out: Shape }> {
		let shape = x;
		let arranged: Shape | null = null;
		const items = children.map(({ name, net }, i): Item => {
			const normed = isWithNorm(children[i + 1]?.net);
			const { item, out } = one(name, net, { ...place, x: shape, scope, normed, arranged, style });
			if (net.kind === 'shiftWindows') arranged = shape;
			shape = out;
			return item;
		});
		return { items, out: shape };
	}

	function one(name: string, net: Net, context: Context): Described {
		const { x, scope } = context;
		if (net.kind === 'parallel') return parallel(name, net, context);
		if (net.kind !== 'chain')
			return { item: describeOp(name, net, context), out: outputShape(net, x) };
		const { items, out } = list(net.children, inner(name, scope), x);
		const skips = style.skips && name === '' && scope === 'block' && items.length !== 1;
		const word = skips ? 'skip' : '';
		return { item: { at: 0, name, word, args: [], branches: [items] }, out };
	}

	const inner = (name: string, scope: Scope): Scope =>
		name === '' || scope === 'head' ? scope : 'group';

	function branch(
		{ name, net }: Child,
		scope: Scope,
		x: Shape
	): Readonly<{ items: Items; out: Shape }> {
		if (net.kind === 'chain' && name === '' && net.children.length !== 1)
			return list(net.children, scope, x);
		return list([{ name, net }], scope, x);
	}

	/** A projection stands aside where nothing has to be projected. */
	function projection({ net }: Child, x: Shape): Readonly<{ items: Items; out: Shape }> {
		const said =
			net.kind === 'chain' && net.children.length !== 1
				? list(net.children, 'index', x)
				: net.kind === 'chain'
					? group(list(net.children, 'index', x))
					: list([{ name: '0', net }], 'index', x);
		const item: Item = {
			at: 0,
			name: 'downsample',
			word: 'project',
			args: [],
			branches: [said.items]
		};
		return { items: [item], out: said.out };
	}

	const group = ({ items, out }: Readonly<{ items: Items; out: Shape }>) => ({
		items: [{ at: 0, name: '', word: '', args: [], branches: [items] }] as Items,
		out
	});

	function parallel(name: string, net: Parallel, context: Context): Described {
		const word = joinWord(net);
		const { x } = context;
		const [first, second, more] = net.branches;
		const alone = !more && second !== undefined;
		const scope = inner(name, context.scope);
		const gated =
			word === 'mul' &&
			alone &&
			first !== undefined &&
			isPlain(first) &&
			second.name === gateOf(net.name) &&
			second.net.kind === 'chain';
		const said = gated
			? [list(second.net.kind === 'chain' ? second.net.children : [], 'gate', x)]
			: net.branches.map((child, i) =>
					word === 'add' && i === 1 && alone && child.name === 'downsample'
						? projection(child, x)
						: branch(child, scope, x)
				);
		const [from = x, ...others] = gated ? [x, said[0]?.out ?? x] : said.map(({ out }) => out);
		const out = outputShape(joinOf(net), from, others);
		const shortened =
			!gated && (word === 'add' || word === 'sub') && alone && isPlain(second)
				? said.slice(0, 1)
				: said;
		const join = joinOf(net);
		const args = [
			...('heads' in join ? [argument(String(join.heads))] : []),
			argument(net.name, 'name')
		];
		const branches = shortened.map(({ items }) => items);
		return { item: { at: 0, name, word, args, branches }, out };
	}

	const full = list(children, scope, x).items;
	return shortened(full, usualNames(full, scope));
}

const isPlain = ({ name, net }: Child): boolean =>
	name === '' && net.kind === 'chain' && net.children.length === 0;

/** The same items without the names that they have anyway. */
function shortened(items: Items, names: Names): Items {
	return items.map((item) => ({
		...item,
		name: item.name === names.of.get(item) ? null : item.name,
		args: item.args.filter(({ key, value }) => key !== 'name' || value !== names.joins.get(item)),
		branches: item.branches?.map((branch) => shortened(branch, names)) ?? null
	}));
}
