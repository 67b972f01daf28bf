import type { Layer } from '../arch/infer.ts';
import { sameShape } from '../arch/infer.ts';
import { KINDS, kindOf, type Kind } from '../arch/ops.ts';

/** A block, a downsampling, or the layers of a stem or head: what stands between section and layer. */
export type Part = Readonly<{
	id: string;
	kind: 'block' | 'downsample' | 'plain';
	/** Range of layers, `end` exclusive. */
	first: number;
	end: number;
	/** Where the layers of a projection shortcut begin; `end` when there are none. */
	branch: number;
}>;

/** The stem, a stage or the head. */
export type Section = Readonly<{
	id: string;
	role: 'stem' | 'stage' | 'head';
	/** Number of the stage, from 1; 0 for the others. */
	ordinal: number;
	parts: readonly Part[];
}>;

/** Where in a part the shortcut begins: its input is the part's, not what the layer before it gave. */
function branchStart(layers: readonly Layer[], first: number, end: number): number {
	for (let i = first + 1; i < end; i++) {
		const [before, layer] = [layers[i - 1], layers[i]];
		if (before && layer && !sameShape(before.out, layer.in)) return i;
	}
	return end;
}

function partOf(layers: readonly Layer[], first: number, end: number): Part {
	const { block, section } = layers[first] as Layer;
	if (block === null) return { id: section, kind: 'plain', first, end, branch: end };
	let joins = false;
	for (let i = first; i < end && !joins; i++) joins = layers[i]?.op.kind === 'add';
	if (!joins) return { id: block, kind: 'downsample', first, end, branch: end };
	return { id: block, kind: 'block', first, end, branch: branchStart(layers, first, end) };
}

/** Groups layers into sections and parts. Works on any family: it reads ids and shapes only. */
export function sectionsOf(layers: readonly Layer[]): readonly Section[] {
	const groups: { id: string; parts: Part[] }[] = [];
	for (let first = 0; first < layers.length;) {
		const { section, block } = layers[first] as Layer;
		let end = first + 1;
		while (layers[end]?.section === section && layers[end]?.block === block) end++;
		const group = groups.at(-1);
		const part = partOf(layers, first, end);
		if (group?.id === section) group.parts.push(part);
		else groups.push({ id: section, parts: [part] });
		first = end;
	}
	let stages = 0;
	return groups.map(({ id, parts }, i) => {
		const stage = parts.some(({ kind }) => kind === 'block') || (i > 0 && i < groups.length - 1);
		const role = stage ? 'stage' : i === 0 ? 'stem' : 'head';
		return { id, role, ordinal: stage ? ++stages : 0, parts };
	});
}

/** The part with this id, or the parts of the section with it. */
export const partsOf = (layers: readonly Layer[], id: string): readonly Part[] =>
	sectionsOf(layers).flatMap((section) =>
		section.id === id ? section.parts : section.parts.filter((part) => part.id === id)
	);

/** Whether two blocks do the same: identical blocks share their operations and shapes (`layersOf`). */
function alike(layers: readonly Layer[], a: Part, b: Part): boolean {
	if (a.kind !== 'block' || b.kind !== 'block' || a.end - a.first !== b.end - b.first) return false;
	for (let i = 0; i < a.end - a.first; i++) {
		const [one, other] = [layers[a.first + i], layers[b.first + i]];
		if (one?.op !== other?.op || one?.in !== other?.in) return false;
	}
	return true;
}

/** Blocks that repeat: one alone, or two in turn, as Swin's plain and shifted windows do. */
export type Repeats = Readonly<{ parts: readonly Part[]; period: 1 | 2 }>;

/** How many parts from `start` on are like the one `period` before them, and those they are like. */
function repeated(
	layers: readonly Layer[],
	parts: readonly Part[],
	start: number,
	period: number
): number {
	let end = start + period;
	for (; end < parts.length; end++) {
		const [before, part] = [parts[end - period], parts[end]];
		if (!before || !part || !alike(layers, before, part)) break;
	}
	const whole = Math.floor((end - start) / period) * period;
	return Math.min(whole, parts.length - start);
}

/** Splits parts into runs of blocks that repeat; everything else is a run of one. */
export function runsOf(layers: readonly Layer[], parts: readonly Part[]): readonly Repeats[] {
	const runs: Repeats[] = [];
	for (let at = 0; at < parts.length;) {
		const [single, double] = [repeated(layers, parts, at, 1), repeated(layers, parts, at, 2)];
		const period = single === 1 && double > 2 ? 2 : 1;
		const run = parts.slice(at, at + (period === 2 ? double : single));
		runs.push({ parts: run, period });
		at += run.length;
	}
	return runs;
}

/** The kinds of operation that occur, in the order of `KINDS`. */
export function kindsOf(layers: readonly Layer[]): readonly Kind[] {
	const present = new Set(layers.map((layer) => kindOf(layer.op, layer.in)));
	return KINDS.filter((kind) => present.has(kind));
}
