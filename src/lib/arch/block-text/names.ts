import { isActivationKind } from '../ops/activations.ts';
import { lone, type Item, type Items } from './item.ts';
import type { Scope } from './place.ts';
import { isJoin, wordOf } from './words.ts';

/** Names of items, and of what joins the branches of those that have some. */
export type Names = Readonly<{
	of: ReadonlyMap<Item, string>;
	joins: ReadonlyMap<Item, string>;
}>;

/** How what stands in an item's brackets is named, and whether its path is one of its own. */
export function scopeInside(item: Item, scope: Scope): Readonly<{ scope: Scope; apart: boolean }> {
	if (item.word === 'project') return { scope: 'index', apart: true };
	if (item.word === 'mul' && lone(item)) return { scope: 'gate', apart: true };
	if (item.name === null || item.name === '') return { scope, apart: false };
	return { scope: scope === 'head' ? 'head' : 'group', apart: true };
}

/** What holds a gate, by what its join is called: that of a second gate in one place is numbered. */
export const gateOf = (join: string): string => /^(se_\d+)\.mul$/.exec(join)?.[1] ?? 'se';

type Sort =
	| 'depthwise'
	| 'conv'
	| 'linear'
	| 'attention'
	| 'bn'
	| 'norm'
	| 'act'
	| 'scale'
	| 'pool'
	| 'other';

const SORTS: Readonly<Record<string, Sort>> = {
	dw: 'depthwise',
	pw: 'conv',
	patch: 'conv',
	conv: 'conv',
	linear: 'linear',
	attention: 'attention',
	bn: 'bn',
	ln: 'norm',
	rms: 'norm',
	simple: 'norm',
	gn: 'norm',
	scale: 'scale',
	pool: 'pool',
	mean: 'pool',
	token: 'pool'
};

const sortOf = ({ word }: Item): Sort => {
	const kind = wordOf(word)?.kind;
	return SORTS[word] ?? (kind !== undefined && isActivationKind(kind) ? 'act' : 'other');
};

/** What a name may depend on: how many there are before an item, and in all. */
type Neighbours = Readonly<{
	index: number;
	/** How many of its sort come before it. */
	before: (sort: Sort) => number;
	total: (sort: Sort) => number;
	sort: Sort;
	item: Item;
	next: Item | undefined;
	last: boolean;
}>;

const numbered = (name: string, { sort, before, total }: Neighbours): string =>
	total(sort) > 1 ? `${name}${before(sort) + 1}` : name;

const convsBefore = ({ before }: Neighbours): number => before('conv') + before('depthwise');

const nextIsAttention = ({ next }: Neighbours): boolean =>
	next?.word === 'attention' || next?.word === 'unit';

const has = ({ args }: Item, text: string): boolean => args.some(({ value }) => value === text);

/** timm's names for ConvNeXt's, ResNet's and a Transformer's blocks, by what stands before. */
function inBlock(of: Neighbours): string {
	const { item, sort, before } = of;
	const convs = convsBefore(of);
	switch (sort) {
		case 'depthwise':
			return before(sort) === 0 ? 'conv_dw' : `conv${convs + 1}`;
		case 'conv':
			return `conv${convs + 1}`;
		case 'bn':
			return `bn${Math.max(1, convs)}`;
		case 'linear':
			return `mlp.fc${before(sort) + 1}`;
		case 'act':
			return before('linear') > 0 ? 'mlp.act' : `act${Math.max(1, convs)}`;
		case 'scale':
			return numbered(has(item, 'gamma') ? 'ls' : 'gamma', of);
		case 'norm':
			return numbered('norm', of);
		case 'attention':
			return 'attn';
		default:
			return item.word === 'grn' ? 'mlp.grn' : item.word;
	}
}

/** timm's names inside attention, an MLP, or a convolution with its norm. */
function inGroup(of: Neighbours): string {
	const { item, sort, before } = of;
	switch (sort) {
		case 'linear':
			if (nextIsAttention(of)) return 'qkv';
			return before('attention') > 0 ? 'proj' : `fc${before(sort) + 1}`;
		case 'attention':
			return '';
		case 'depthwise':
		case 'conv':
			return convsBefore(of) === 0 ? 'conv' : `conv${convsBefore(of) + 1}`;
		case 'act':
		case 'bn':
		case 'norm':
			return numbered(sort, of);
		default:
			return item.word;
	}
}

/** timm's names inside a gate (squeeze_excite.py, eca.py). */
function inGate(of: Neighbours): string {
	const { item, sort, before, last } = of;
	if (sort === 'conv') return `fc${before(sort) + 1}`;
	if (sort === 'act') return last ? 'gate' : 'act';
	if (sort === 'pool') return 'pool';
	return item.word === 'eca' ? 'conv' : item.word;
}

function inHead(of: Neighbours): string {
	const { item, sort } = of;
	if (sort === 'pool') return 'global_pool';
	if (sort === 'linear') return has(item, 'K') ? 'fc' : `fc${of.before(sort) + 1}`;
	return sort === 'norm' ? numbered('norm', of) : inGroup(of);
}

const RULES: Readonly<Record<Scope, (of: Neighbours) => string>> = {
	block: inBlock,
	group: inGroup,
	gate: inGate,
	head: inHead,
	index: ({ index }) => String(index)
};

/** A name that no other has: `relu`, `relu_2`. */
function unused(name: string, taken: Set<string>): string {
	let free = name;
	for (let i = 2; taken.has(free); i++) free = `${name}_${i}`;
	taken.add(free);
	return free;
}

/**
 * What every item is called if it does not say so itself: usual lines need no names.
 *
 * @param apart whether names that items say themselves are taken
 */
export function usualNames(line: Items, scope: Scope, apart = false): Names {
	const of = new Map<Item, string>();
	const joins = new Map<Item, string>();

	function nameAll(lists: readonly Items[], scope: Scope): void {
		const leaves: Item[] = [];
		const joining: Item[] = [];
		const later: (() => void)[] = [];
		const gates = new Set<string>();
		function collect(items: Items): void {
			for (const item of items) {
				const { branches, word } = item;
				if (!branches) leaves.push(item);
				else {
					of.set(item, word === 'project' ? 'downsample' : '');
					const inner = scopeInside(item, scope);
					if (word === 'mul' && inner.scope === 'gate')
						joins.set(item, `${unused('se', gates)}.mul`);
					else if (isJoin(word) && inner.apart) joins.set(item, word);
					else if (isJoin(word) || word === 'skip') joining.push(item);
					if (inner.apart) later.push(() => nameAll(branches, inner.scope));
					else branches.forEach(collect);
				}
			}
		}
		lists.forEach(collect);
		const sorts = leaves.map(sortOf);
		const totals = new Map<Sort, number>();
		for (const sort of sorts) totals.set(sort, (totals.get(sort) ?? 0) + 1);
		const seen = new Map<Sort, number>();
		const taken = new Set<string>(
			apart ? leaves.flatMap(({ name }) => (name === null || name === '' ? [] : [name])) : []
		);
		leaves.forEach((item, index) => {
			const sort = sorts[index] ?? 'other';
			const name = RULES[scope]({
				index,
				before: (other) => seen.get(other) ?? 0,
				total: (other) => totals.get(other) ?? 0,
				sort,
				item,
				next: leaves[index + 1],
				last: index === leaves.length - 1
			});
			of.set(item, name === '' ? '' : unused(name, taken));
			seen.set(sort, (seen.get(sort) ?? 0) + 1);
		});
		const joinWord = ({ word }: Item) => (word === 'skip' ? 'add' : word);
		for (const item of joining) {
			const word = joinWord(item);
			const alike = joining.filter((other) => joinWord(other) === word);
			const number = alike.indexOf(item) + 1;
			joins.set(item, alike.length > 1 ? `${word}${number}` : word);
		}
		for (const name of later) name();
	}

	nameAll([line], scope);
	return { of, joins };
}
