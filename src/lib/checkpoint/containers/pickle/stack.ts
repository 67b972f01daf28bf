import { FormatError } from '../format-error.ts';
import { isCall, isDictionary, isList, isName, type Value } from './values.ts';

/** The stack of a pickle with its marks and its memo. @throws FormatError where what is needed is not there */
export type Stack = ReturnType<typeof createStack>;

const broken = () =>
	new FormatError('The pickle is broken: it takes from its stack what is not there.');

export function createStack() {
	let items: Value[] = [];
	const below: Value[][] = [];
	const memo = new Map<number, Value>();
	const pop = (): Value => {
		const value = items.pop();
		if (value === undefined) throw broken();
		return value;
	};
	const top = (): Value => {
		const value = items.at(-1);
		if (value === undefined) throw broken();
		return value;
	};
	return {
		push: (value: Value): void => void items.push(value),
		pop,
		top,
		mark(): void {
			below.push(items);
			items = [];
		},
		/** All above the last mark, which goes. */
		popMark(): Value[] {
			const above = items;
			const next = below.pop();
			if (!next) throw broken();
			items = next;
			return above;
		},
		/** Pops a value, or a mark where one is on top. */
		drop(): void {
			if (items.length > 0) items.pop();
			else items = below.pop() ?? items;
		},
		put: (index: number): void => void memo.set(index, top()),
		memoize: (): void => void memo.set(memo.size, top()),
		get(index: number): void {
			const value = memo.get(index);
			if (value === undefined) throw broken();
			items.push(value);
		}
	};
}

/** A dictionary of keys and values in turns. */
export function setItems(into: Value, pairs: readonly Value[]): void {
	const items = isCall(into) ? into.items : into;
	// Whatever else it is, Python would call it.
	if (!isDictionary(items)) return;
	const map = items as Map<Value, Value>;
	for (let i = 0; i + 1 < pairs.length; i += 2) map.set(pairs[i] ?? null, pairs[i + 1] ?? null);
}

/** Adds to a list; what is no list stays as it is. */
export function append(into: Value, values: readonly Value[]): void {
	if (isList(into)) for (const value of values) (into as Value[]).push(value);
}

const DICTIONARIES = new Set([
	'collections.OrderedDict',
	'collections.defaultdict',
	'collections.Counter',
	'builtins.dict',
	'__builtin__.dict'
]);

const SEQUENCES = ['torch.Size', 'builtins.set', '__builtin__.set'];

/** Copies of a dictionary that is there once may be asked for again and again: so many entries of all. */
const MOST_COPIED = 2_000_000;

/** What calls would give, one after another: dictionaries or shapes where that is known, else their description. */
export function createCalls(): (callee: Value, args: Value) => Value {
	let copied = 0;
	function take(count: number): void {
		copied += count;
		if (copied > MOST_COPIED)
			throw new FormatError('The pickle copies dictionaries over and over, and no more are read.');
	}
	function dictionaryOf(from: Value): Value {
		const map = new Map<Value, Value>();
		if (isList(from) || isDictionary(from)) take(isList(from) ? from.length : from.size);
		// Old pickles hand a list of pairs.
		if (isList(from))
			for (const pair of from) if (isList(pair) && pair.length === 2) setItems(map, pair);
		if (isDictionary(from)) for (const [key, value] of from) map.set(key, value);
		return map;
	}
	return (callee, args) => {
		const list = isList(args) ? args : [];
		// A call may give what is called next.
		const name = isName(callee) || isCall(callee) ? callee.name : 'an object';
		if (DICTIONARIES.has(name)) return dictionaryOf(list.at(-1) ?? null);
		if (SEQUENCES.includes(name)) return isList(list[0]) ? list[0] : [];
		return { is: 'call', name, args: list, state: null, items: new Map() };
	};
}
