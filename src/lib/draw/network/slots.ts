import type { Layer } from '../../arch/infer.ts';
import { runsOf, type Part, type Section } from '../structure.ts';

/** Runs of more blocks than this fold unless they were opened. */
const FOLDS_BEYOND = 12;
/** What repeats less often cannot fold: there would be nothing to gain. */
const FOLDABLE = 3;

/** Which runs were folded or opened by hand, by the id of their first block. */
export type Folds = ReadonlyMap<string, boolean>;

export const NO_FOLDS: Folds = new Map();

/** Stands for every run that has no entry of its own; no block has this path. */
const EVERY = '*';

/** Folds that treat all runs alike, whichever there will be. */
export const foldEvery = (folded: boolean): Folds => new Map([[EVERY, folded]]);

/** Folds with one run folded or opened. */
export const withFold = (folds: Folds, run: string, folded: boolean): Folds =>
	new Map(folds).set(run, folded);

/** Folds that treat all runs alike. */
export const foldAll = (runs: readonly Readonly<{ id: string }>[], folded: boolean): Folds =>
	new Map(runs.map(({ id }) => [id, folded]));

/** A place on the axis: the blocks that share it, and the ghost's blocks behind them. */
export type Slot = Readonly<{ parts: readonly Part[]; ghost: readonly Part[] }>;
export type BlockRun = Readonly<{
	id: string;
	/** How often it repeats, and how many blocks repeat together. */
	count: number;
	period: number;
	folded: boolean;
	from: number;
	to: number;
}>;
/** A section's places in order, and the runs among them as ranges of slots, `to` exclusive. */
export type Row = Readonly<{
	section: Section | null;
	ghost: Section | null;
	slots: readonly Slot[];
	runs: readonly BlockRun[];
}>;

const isBlock = (part: Part): boolean => part.kind === 'block';

/** Pairs sections: stem with stem, stage i with stage i, head with head. */
function pairs(
	sections: readonly Section[],
	ghosts: readonly Section[]
): (readonly [Section | null, Section | null])[] {
	const by = (list: readonly Section[], role: Section['role']) =>
		list.filter((section) => section.role === role);
	return (['stem', 'stage', 'head'] as const).flatMap((role) => {
		const [own, other] = [by(sections, role), by(ghosts, role)];
		return Array.from(
			{ length: Math.max(own.length, other.length) },
			(_, i) => [own[i] ?? null, other[i] ?? null] as const
		);
	});
}

/** One slot for each block of a run's period, shared by all that are like it. */
const sharedSlots = (period: number, parts: readonly Part[], ghost: readonly Part[]): Slot[] =>
	Array.from({ length: period }, (_, place) => {
		const own = (_part: Part, i: number) => i % period === place;
		return { parts: parts.filter(own), ghost: ghost.filter(own) };
	});

/** Blocks of the ghost that have no counterpart: each its own slot, long runs in one. */
function extraSlots(layers: readonly Layer[], blocks: readonly Part[]): Slot[] {
	return runsOf(layers, blocks).flatMap(({ parts, period }) =>
		sharedSlots(parts.length > FOLDS_BEYOND ? period : parts.length, [], parts)
	);
}

function rowOf(
	section: Section | null,
	ghost: Section | null,
	layers: readonly Layer[],
	ghostLayers: readonly Layer[],
	folds: Folds
): Row {
	const slots: Slot[] = [];
	const runs: BlockRun[] = [];
	const others = ghost?.parts.filter((part) => !isBlock(part)) ?? [];
	const blocks = ghost?.parts.filter(isBlock) ?? [];
	const own = section?.parts ?? [];
	if (own[0] === undefined || isBlock(own[0]))
		slots.push(...others.splice(0).map((part) => ({ parts: [], ghost: [part] })));
	for (const { parts, period } of runsOf(layers, own)) {
		const [head] = parts;
		if (head === undefined) continue;
		const { length } = parts;
		const count = length / period;
		const folded =
			count >= FOLDABLE && (folds.get(head.id) ?? folds.get(EVERY) ?? length > FOLDS_BEYOND);
		const from = slots.length;
		const behind = (isBlock(head) ? blocks : others).splice(0, length);
		slots.push(...sharedSlots(folded ? period : length, parts, behind));
		if (count >= FOLDABLE)
			runs.push({ id: head.id, count, period, folded, from, to: slots.length });
	}
	slots.push(...extraSlots(ghostLayers, blocks));
	return { section, ghost, slots, runs };
}

/** Decides what shares a place on the axis: folds runs, and puts the ghost's blocks behind ours. */
export function rowsOf(
	sections: readonly Section[],
	ghosts: readonly Section[],
	layers: readonly Layer[],
	ghostLayers: readonly Layer[],
	folds: Folds
): readonly Row[] {
	return pairs(sections, ghosts).map(([section, ghost]) =>
		rowOf(section, ghost, layers, ghostLayers, folds)
	);
}

/** Folds that leave every block of a network by itself. */
export const openAll = (layers: readonly Layer[]): Folds =>
	new Map(layers.flatMap(({ block }) => (block === null ? [] : [[block, false]])));
