import type { Layer } from '../../arch/infer.ts';
import { sameShape } from '../../arch/net.ts';
import { kindOf, labelOf } from '../../arch/ops.ts';
import { isPointwise } from '../../arch/ops/matrix.ts';
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
	/** What it is in the other version; `null` where that lacks it. */
	other: Layer | null;
}>;

export type PartDiff = Readonly<{ before: readonly Marked[]; after: readonly Marked[] }>;

/** The layers of parts that follow one another, such as a downsampling and the block after it. */
const layersIn = (layers: readonly Layer[], parts: readonly Part[]): readonly Layer[] =>
	parts.flatMap(({ first, end }) => layers.slice(first, end));

/** Layers can become one another only within a class: of one kind, and on the same branch. */
function classOf({ op, in: x, branches }: Layer): string {
	const own =
		op.kind === 'conv' ? (isPointwise(op.kernel) ? 'pointwise' : 'spatial') : kindOf(op, x);
	const beside = branches.filter(({ index }) => index > 0).map(({ index }) => index);
	return [own, ...beside].join(' ');
}

/** How alike two layers of one class are. */
function likeness(x: Layer, y: Layer): number {
	if (classOf(x) !== classOf(y)) return 0;
	// A norm or an activation follows its convolution about, not the other way round.
	let score = isLoud(kindOf(y.op, y.in)) ? 20 : 1;
	if (kindOf(x.op, x.in) === kindOf(y.op, y.in)) score += 3;
	if (labelOf(x.op, x.in) === labelOf(y.op, y.in)) score += 2;
	if (sameShape(x.in, y.in)) score += 1;
	if (sameShape(x.out, y.out)) score += 1;
	return score;
}

/** Pairs that keep their order, alike as much as possible: a weighted longest common subsequence. */
function aligned(before: readonly Layer[], after: readonly Layer[]): ReadonlyMap<number, number> {
	const width = after.length + 1;
	const best = new Float64Array((before.length + 1) * width);
	const at = (i: number, j: number) => best[i * width + j] ?? 0;
	const like = (i: number, j: number) => likeness(before[i] as Layer, after[j] as Layer);
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

/** What is left over on both sides and of one kind has moved. */
function crossed(
	before: readonly Layer[],
	after: readonly Layer[],
	pairs: ReadonlyMap<number, number>
): ReadonlyMap<number, number> {
	const taken = new Set(pairs.values());
	const moved = new Map<number, number>();
	before.forEach((layer, i) => {
		if (pairs.has(i)) return;
		const isSame = (other: Layer) =>
			(layer.op.kind === other.op.kind || isLoud(kindOf(layer.op, layer.in))) &&
			classOf(layer) === classOf(other);
		const j = after.findIndex((other, at) => !taken.has(at) && isSame(other));
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
	const before = layersIn(layersBefore, partsBefore);
	const after = layersIn(layersAfter, partsAfter);
	const pairs = aligned(before, after);
	const moved = crossed(before, after, pairs);
	const partners = new Map([...pairs, ...moved].map(([i, j]) => [j, i]));
	const marked = (layer: Layer, mark: ChangeMark, detail: string, other: Layer | null): Marked => ({
		path: layer.path,
		layer,
		mark,
		detail,
		other
	});
	return {
		before: before.map((layer, i) => {
			const j = pairs.get(i) ?? moved.get(i);
			const other = j === undefined ? undefined : after[j];
			if (!other) return marked(layer, 'removed', '', null);
			return marked(layer, moved.has(i) ? 'moved' : markOf(layer, other), '', other);
		}),
		after: after.map((layer, j) => {
			const i = partners.get(j);
			const other = i === undefined ? undefined : before[i];
			if (i === undefined || !other) return marked(layer, 'added', '', null);
			const mark = moved.has(i) ? 'moved' : markOf(other, layer);
			return marked(layer, mark, detailOf(other, layer), other);
		})
	};
}

/** Whether anything is different. */
export const isChanged = ({ before, after }: PartDiff): boolean =>
	[...before, ...after].some(({ mark }) => mark !== 'kept');
