import type { Layer, SectionRole } from '../arch/infer.ts';
import { KINDS, kindOf, type Kind } from '../arch/ops.ts';

/** A block, a downsampling, or the layers of a stem or head: what stands between section and layer. */
export type Part = Readonly<{
	id: string;
	kind: 'block' | 'downsample' | 'plain';
	/** Range of layers, `end` exclusive. */
	first: number;
	end: number;
}>;

/** The stem, a stage or the head. */
export type Section = Readonly<{
	id: string;
	role: SectionRole;
	/** Number of the stage, from 1; 0 for the others. */
	ordinal: number;
	parts: readonly Part[];
}>;

/** Whether a layer stands beside the main line: on a branch other than the first. */
export const isBeside = ({ branches }: Layer): boolean => branches.some(({ index }) => index > 0);

/** A join among the layers of a part, and its branches. Layers are numbered within the part. */
export type JoinPlace = Readonly<{
	/** The layer that joins. */
	at: number;
	/** Where the branches begin: the first layer on any of them, or the join itself. */
	from: number;
	branches: number;
	/** Whether one of them hands on what it takes. */
	hasIdentity: boolean;
}>;

/** The joins among the layers of a part, in order of computation. */
export function joinsIn(layers: readonly Layer[]): readonly JoinPlace[] {
	return layers.flatMap(({ path, others }, at): JoinPlace[] => {
		if (others.length === 0) return [];
		const inside = layers.map(({ branches }) => branches.find(({ join }) => join === path));
		const computed = new Set(inside.flatMap((branch) => branch?.index ?? []));
		const from = inside.findIndex((branch) => branch !== undefined);
		const branches = others.length + 1;
		return [{ at, from: from < 0 ? at : from, branches, hasIdentity: computed.size < branches }];
	});
}

/** Groups layers into sections and parts, as they say themselves. */
export function sectionsOf(layers: readonly Layer[]): readonly Section[] {
	const sections: (Section & { parts: Part[] })[] = [];
	for (let first = 0; first < layers.length;) {
		const { section, sectionRole, stage, block, blockRole } = layers[first] as Layer;
		let end = first + 1;
		while (layers[end]?.section === section && layers[end]?.block === block) end++;
		const part: Part = { id: block ?? section, kind: blockRole ?? 'plain', first, end };
		const last = sections.at(-1);
		if (last?.id === section) last.parts.push(part);
		else sections.push({ id: section, role: sectionRole, ordinal: stage, parts: [part] });
		first = end;
	}
	return sections;
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
