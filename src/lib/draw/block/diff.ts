import type { Layer } from '../../arch/infer.ts';
import { sameShape } from '../../arch/infer.ts';
import { kindOf, labelOf } from '../../arch/ops.ts';
import { isLoud } from '../palette.ts';
import type { Part } from '../structure.ts';

/** What became of a layer between two versions of a part. */
export type ChangeMark = 'kept' | 'added' | 'removed' | 'moved' | 'resized' | 'replaced';

/** A layer of one version and what became of it. */
export type Marked = Readonly<{
	path: string;
	layer: Layer;
	mark: ChangeMark;
	/** What is different, in a few words; empty where nothing is. */
	detail: string;
}>;

export type PartDiff = Readonly<{ before: readonly Marked[]; after: readonly Marked[] }>;

/** A layer and whether it stands on the shortcut of its block. */
type Item = Readonly<{ layer: Layer; shortcut: boolean }>;

/** The layers of parts that follow one another, such as a downsampling and the block after it. */
function itemsOf(layers: readonly Layer[], parts: readonly Part[]): readonly Item[] {
	return parts.flatMap(({ first, end, branch }) =>
		layers.slice(first, end).map((layer, i): Item => {
			const joined = layers.findIndex(({ op }, at) => at >= branch && op.kind === 'add');
			return { layer, shortcut: first + i >= branch && first + i < joined };
		})
	);
}

/** Layers can become one another only within a class. */
function classOf({ layer, shortcut }: Item): string {
	const { op } = layer;
	const kind = kindOf(op, layer.in);
	const own = op.kind === 'conv' ? (op.kernel > 1 ? 'spatial' : 'pointwise') : kind;
	return shortcut ? `shortcut ${own}` : own;
}

/** How alike two layers of one class are. */
function likeness(a: Item, b: Item): number {
	if (classOf(a) !== classOf(b)) return 0;
	const [x, y] = [a.layer, b.layer];
	// A norm or an activation follows its convolution about, not the other way round.
	let score = isLoud(kindOf(y.op, y.in)) ? 20 : 1;
	if (kindOf(x.op, x.in) === kindOf(y.op, y.in)) score += 3;
	if (labelOf(x.op, x.in) === labelOf(y.op, y.in)) score += 2;
	if (sameShape(x.in, y.in)) score += 1;
	if (sameShape(x.out, y.out)) score += 1;
	return score;
}

/** Pairs that keep their order, alike as much as possible: a weighted longest common subsequence. */
function aligned(before: readonly Item[], after: readonly Item[]): ReadonlyMap<number, number> {
	const width = after.length + 1;
	const best = new Float64Array((before.length + 1) * width);
	const at = (i: number, j: number) => best[i * width + j] ?? 0;
	const like = (i: number, j: number) => likeness(before[i] as Item, after[j] as Item);
	for (let i = before.length - 1; i >= 0; i--)
		for (let j = after.length - 1; j >= 0; j--) {
			const score = like(i, j);
			const both = score > 0 ? score + at(i + 1, j + 1) : 0;
			best[i * width + j] = Math.max(both, at(i + 1, j), at(i, j + 1));
		}
	const pairs = new Map<number, number>();
	for (let i = 0, j = 0; i < before.length && j < after.length;) {
		const score = like(i, j);
		if (score > 0 && at(i, j) === score + at(i + 1, j + 1)) pairs.set(i++, j++);
		else if (at(i, j) === at(i + 1, j)) i++;
		else j++;
	}
	return pairs;
}

/** What is left over on both sides and of one class has moved. */
function crossed(
	before: readonly Item[],
	after: readonly Item[],
	pairs: ReadonlyMap<number, number>
): ReadonlyMap<number, number> {
	const taken = new Set(pairs.values());
	const moved = new Map<number, number>();
	before.forEach((item, i) => {
		if (pairs.has(i)) return;
		const j = after.findIndex((other, at) => !taken.has(at) && classOf(item) === classOf(other));
		if (j < 0) return;
		moved.set(i, j);
		taken.add(j);
	});
	return moved;
}

const hasBias = ({ weights }: Layer): boolean => weights.some(({ name }) => name === 'bias');
const strideOf = ({ op }: Layer): number => ('stride' in op ? op.stride : 1);

function detailOf(a: Layer, b: Layer): string {
	const [before, after] = [labelOf(a.op, a.in), labelOf(b.op, b.in)];
	const norms = kindOf(b.op, b.in) === 'norm';
	const biased = !norms && hasBias(a) !== hasBias(b);
	return [
		before === after ? '' : `was ${before}`,
		strideOf(a) === strideOf(b) ? '' : `stride ${strideOf(a)} → ${strideOf(b)}`,
		biased ? (hasBias(b) ? 'now with bias' : 'now without bias') : ''
	]
		.filter(Boolean)
		.join(', ');
}

function markOf(a: Layer, b: Layer): ChangeMark {
	const [before, after] = [kindOf(a.op, a.in), kindOf(b.op, b.in)];
	if (before !== after) return 'replaced';
	const plain = before === 'norm' || before === 'activation';
	if (plain && a.op.kind !== b.op.kind) return 'replaced';
	if (labelOf(a.op, a.in) !== labelOf(b.op, b.in) || strideOf(a) !== strideOf(b)) return 'resized';
	return detailOf(a, b) === '' ? 'kept' : 'replaced';
}

/**
 * Compares two versions of a part of a network, layer by layer: what was added or removed, what
 * moved, and what stayed in its place with another size or kind.
 */
export function diffParts(
	layersBefore: readonly Layer[],
	partsBefore: readonly Part[],
	layersAfter: readonly Layer[],
	partsAfter: readonly Part[]
): PartDiff {
	const before = itemsOf(layersBefore, partsBefore);
	const after = itemsOf(layersAfter, partsAfter);
	const pairs = aligned(before, after);
	const moved = crossed(before, after, pairs);
	const partners = new Map([...pairs, ...moved].map(([i, j]) => [j, i]));
	const marked = ({ layer }: Item, mark: ChangeMark, detail: string): Marked => ({
		path: layer.path,
		layer,
		mark,
		detail
	});
	return {
		before: before.map((item, i) => {
			const j = pairs.get(i) ?? moved.get(i);
			const other = j === undefined ? undefined : after[j];
			if (!other) return marked(item, 'removed', '');
			return marked(item, moved.has(i) ? 'moved' : markOf(item.layer, other.layer), '');
		}),
		after: after.map((item, j) => {
			const i = partners.get(j);
			const other = i === undefined ? undefined : before[i];
			if (i === undefined || !other) return marked(item, 'added', '');
			const mark = moved.has(i) ? 'moved' : markOf(other.layer, item.layer);
			return marked(item, mark, detailOf(other.layer, item.layer));
		})
	};
}

/** Whether anything is different. */
export const isChanged = ({ before, after }: PartDiff): boolean =>
	[...before, ...after].some(({ mark }) => mark !== 'kept');
