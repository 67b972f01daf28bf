import type { Layer } from '../../arch/infer.ts';
import { sameShape, sidesText } from '../../arch/net.ts';
import { kindOf, labelOf } from '../../arch/ops.ts';
import { pixels, round, visible, type DrawingFrame } from './viewport.ts';
import type { TrackRows } from './tracks.ts';
import { sectionsOf, type Part, type Section } from '../structure.ts';

/** How a part differs from the one at its place in the reference. */
export type SectionMark = 'changed' | 'added';

/** What differs in one section, in a few words each. */
export type SectionDifference = Readonly<{ name: string; words: readonly string[] }>;

export type Differences = Readonly<{
	/** By the part's id; parts that are alike have none. */
	marks: ReadonlyMap<string, SectionMark>;
	/** Sections that differ, in order. */
	sections: readonly SectionDifference[];
}>;

type Side = Readonly<{ layers: readonly Layer[]; section: Section }>;

const nameOf = ({ role, ordinal }: Section): string =>
	role === 'stage' ? `stage ${ordinal}` : role;

const inside = (layers: readonly Layer[], part: Part | undefined): readonly Layer[] =>
	part ? layers.slice(part.first, part.end) : [];

/** Whether two parts compute the same on the same shapes, whatever they are called. */
const alike = (a: readonly Layer[], b: readonly Layer[]): boolean =>
	a.length === b.length &&
	a.every((layer, i) => {
		const other = b[i];
		return (
			other !== undefined &&
			labelOf(layer.op, layer.in) === labelOf(other.op, other.in) &&
			layer.op.kind === other.op.kind &&
			layer.params === other.params &&
			sameShape(layer.out, other.out)
		);
	});

const blocksOf = ({ parts }: Section): readonly Part[] =>
	parts.filter(({ kind }) => kind === 'block');
const othersOf = ({ parts }: Section): readonly Part[] =>
	parts.filter(({ kind }) => kind !== 'block');

/** Pairs of parts at the same place, ours first. */
const pairs = (own: Section, other: Section): readonly (readonly [Part, Part | undefined])[] =>
	[blocksOf, othersOf].flatMap((partsOf) => {
		const theirs = partsOf(other);
		return partsOf(own).map((part, i) => [part, theirs[i]] as const);
	});

const kernelsOf = (layers: readonly Layer[]): string =>
	layers.flatMap(({ op }) => (op.kind === 'conv' ? [sidesText(op.kernel)] : [])).join(', ');

const kindsOf = (layers: readonly Layer[]): string =>
	layers.map((layer) => `${kindOf(layer.op, layer.in)} ${layer.op.kind}`).join();

const last = ({ layers, section }: Side): readonly number[] =>
	layers[(section.parts.at(-1)?.end ?? 0) - 1]?.out ?? [];

/** What is done in a typical part: that of the last block, or of the whole stem or head. */
const typical = ({ layers, section }: Side): readonly Layer[] =>
	inside(layers, blocksOf(section).at(-1) ?? section.parts.at(-1));

const mapOf = (shape: readonly number[]): string =>
	shape.length === 3
		? `${shape[0]} × ${shape[1]}`
		: shape.length === 2
			? `${shape[0]} tokens`
			: 'a vector';

/** How the output of a section differs: in its channels, its map, or both. */
function outWords(own: readonly number[], other: readonly number[]): readonly string[] {
	if (sameShape(own, other)) return [];
	const [channels, before] = [own.at(-1) ?? 0, other.at(-1) ?? 0];
	const [map, mapBefore] = [mapOf(own), mapOf(other)];
	return [
		...(channels === before ? [] : [`${channels} channels instead of ${before}`]),
		...(map === mapBefore ? [] : [`${map} instead of ${mapBefore}`])
	];
}

function layerWords(own: Side, other: Side, isStage: boolean): readonly string[] {
	const [ours, theirs] = [typical(own), typical(other)];
	if (kindsOf(ours) !== kindsOf(theirs)) return [isStage ? 'other blocks' : 'other layers'];
	const [kernels, before] = [kernelsOf(ours), kernelsOf(theirs)];
	return kernels === before ? [] : [`kernels ${kernels} instead of ${before}`];
}

function wordsOf(own: Side, other: Side): readonly string[] {
	const [count, before] = [blocksOf(own.section).length, blocksOf(other.section).length];
	const [down, downBefore] = [othersOf(own.section).length, othersOf(other.section).length];
	const isStage = count > 0;
	const words = [
		...(count === before ? [] : [`${count} blocks instead of ${before}`]),
		...outWords(last(own), last(other)),
		...layerWords(own, other, isStage),
		...(isStage && down !== downBefore
			? [down > 0 ? 'downsamples before its blocks' : 'downsamples inside a block']
			: [])
	];
	return words.length > 0 ? words : ['other details'];
}

/** Finds what differs from a reference: stage by stage, block by block, whatever layers are called. */
export function differencesOf(own: readonly Layer[], reference: readonly Layer[]): Differences {
	const theirs = sectionsOf(reference);
	const ours = sectionsOf(own);
	const marks = new Map<string, SectionMark>();
	const sections = ours.flatMap((section): SectionDifference[] => {
		const other = theirs.find(
			({ role, ordinal }) => role === section.role && ordinal === section.ordinal
		);
		if (!other) {
			for (const part of section.parts) marks.set(part.id, 'added');
			return [{ name: nameOf(section), words: ['not in the reference'] }];
		}
		for (const [part, counterpart] of pairs(section, other)) {
			if (!counterpart) marks.set(part.id, 'added');
			else if (!alike(inside(own, part), inside(reference, counterpart)))
				marks.set(part.id, 'changed');
		}
		const fewer = section.parts.length < other.parts.length;
		if (!fewer && !section.parts.some(({ id }) => marks.has(id))) return [];
		const words = wordsOf({ layers: own, section }, { layers: reference, section: other });
		return [{ name: nameOf(section), words }];
	});
	const missing = theirs.filter(
		({ role, ordinal }) =>
			!ours.some((section) => section.role === role && section.ordinal === ordinal)
	);
	const head = sections.filter(({ name }) => name === 'head');
	return {
		marks,
		sections: [
			...sections.filter(({ name }) => name !== 'head'),
			...missing.map((section) => ({ name: nameOf(section), words: ['missing'] })),
			...head
		]
	};
}

/** A mark under a part: a line, and a sign where there is room for one. */
export type MarkLine = Readonly<{ id: string; d: string; x: number; y: number; sign: string }>;

/** From this many pixels a part has room for a sign. */
const SIGNED = 11;

/** Marks under the parts in view that differ. */
export function markLines(
	frame: DrawingFrame,
	{ brackets }: TrackRows,
	marks: ReadonlyMap<string, SectionMark>
): readonly MarkLine[] {
	return visible(frame.layout.parts, frame).flatMap((part) => {
		const mark = marks.get(part.id);
		if (!mark) return [];
		const [left, right] = pixels(part, frame.view);
		const sign = mark === 'added' ? '+' : '≠';
		return [
			{
				id: part.id,
				d: `M${left},${brackets + 7}H${Math.max(right, left + 1)}`,
				x: round((left + right) / 2),
				y: brackets + 19,
				sign: right - left >= SIGNED ? sign : ''
			}
		];
	});
}
