import { max } from 'd3';
import type { LayerBox, Layout, Level, PartBox, SectionBox, Span } from './boxes.ts';
import { heights, pixels, round, type DrawingFrame } from './viewport.ts';
import type { TrackRows } from './tracks.ts';

/** A box of any level, found by an id or a point. */
export type Located =
	| Readonly<{ level: 'section'; box: SectionBox }>
	| Readonly<{ level: 'part'; box: PartBox }>
	| Readonly<{ level: 'layer'; box: LayerBox }>;

/** The folded run that stands for a block, or for a layer of it. */
const hides = (part: PartBox, id: string): boolean =>
	part.blocks.length > 1 && part.blocks.some((block) => id === block || id.startsWith(`${block}.`));

/**
 * The box that shows an id: its own, or that of the folded run it is hidden in.
 * A stem or head is a section and its own only part; it is found as a section.
 */
export function locate(layout: Layout, id: string | null): Located | null {
	if (id === null) return null;
	const layer = layout.layers.find((box) => box.id === id);
	if (layer) return { level: 'layer', box: layer };
	const section = layout.sections.find((box) => box.id === id);
	if (section) return { level: 'section', box: section };
	const part =
		layout.parts.find((box) => box.id === id) ?? layout.parts.find((box) => hides(box, id));
	return part ? { level: 'part', box: part } : null;
}

const under = <B extends Span>(boxes: readonly B[], x: number): B | undefined =>
	boxes.find((box) => x >= box.x0 && x <= box.x1);

/**
 * The box under a point of the picture: sections by their headings, blocks by their arcs and names,
 * and in the band and the tracks whatever the zoom shows.
 */
export function boxAt(frame: DrawingFrame, rows: TrackRows, x: number, y: number): Located | null {
	const { layout, view } = frame;
	const at = (x - view.shift) / view.scale;
	const section = under(layout.sections, at);
	if (!section) return null;
	const asSection: Located = { level: 'section', box: section };
	if (y < rows.headings || frame.level === 'section') return asSection;
	const part = under(layout.parts.slice(section.first, section.end), at);
	if (!part) return asSection;
	const asPart: Located = part.kind === 'plain' ? asSection : { level: 'part', box: part };
	const [band, end] = [rows.middle - rows.half, rows.middle + rows.half];
	const outside = y < band || (y > end && y < rows.brackets + 8);
	if (frame.level === 'part' || outside) return asPart;
	const layer = under(layout.layers.slice(part.first, part.end), at);
	return layer ? { level: 'layer', box: layer } : asPart;
}

/** Where a box is marked: the column through all tracks, and its frame in the band. */
export function markOf(frame: DrawingFrame, rows: TrackRows, { level, box }: Located) {
	const [left, right] = pixels(box, frame.view);
	const inside = frame.layout.layers.filter(({ x0, x1 }) => x0 >= box.x0 && x1 <= box.x1);
	const side = max(inside, ({ enters, leaves }) => Math.max(enters, leaves)) ?? 1;
	const half = round(heights(frame.layout.side, rows.half)(side)) + 3;
	const place = { x: left, width: Math.max(1, round(right - left)) };
	const top = rows.headings + 2;
	return {
		column: { ...place, y: top, height: rows.height - top },
		// A frame around a section would cross the names of its blocks: a line over it does.
		frame:
			level === 'section'
				? { ...place, y: top, height: 0.5 }
				: { ...place, y: rows.middle - half, height: 2 * half }
	};
}

/** Ids of a level's boxes in order. A stem or head stands at the level of blocks as itself. */
const listAt = (layout: Layout, level: Level): readonly (LayerBox | PartBox | SectionBox)[] =>
	({ section: layout.sections, part: layout.parts, layer: layout.layers })[level];

export type Move = 'next' | 'previous' | 'in' | 'out';

/** Where the keyboard goes from an id; without one it enters at the level that is shown. */
export function neighbour(
	layout: Layout,
	id: string | null,
	shown: Level,
	step: Move
): string | null {
	const found = locate(layout, id);
	if (!found) return listAt(layout, shown).at(step === 'previous' ? -1 : 0)?.id ?? null;
	const { box } = found;
	if (step === 'out') return outer(layout, found);
	if (step === 'in') return inner(layout, found);
	// Between blocks the keyboard meets the stem and the head too.
	const level: Level =
		found.level === 'section' && found.box.role !== 'stage' && shown !== 'section'
			? 'part'
			: found.level;
	const list = listAt(layout, level);
	const at = list.findIndex((other) => other.id === box.id);
	return list[at + (step === 'next' ? 1 : -1)]?.id ?? box.id;
}

function outer(layout: Layout, { level, box }: Located): string {
	if (level === 'section') return box.id;
	const holds = (outside: Span) => outside.x0 <= box.x0 && outside.x1 >= box.x1;
	const list = level === 'layer' ? layout.parts : layout.sections;
	return list.find(holds)?.id ?? box.id;
}

function inner(layout: Layout, found: Located): string {
	if (found.level === 'layer') return found.box.id;
	if (found.level === 'part') return layout.layers[found.box.first]?.id ?? found.box.id;
	const part = layout.parts[found.box.first];
	if (!part) return found.box.id;
	return part.id === found.box.id ? (layout.layers[part.first]?.id ?? part.id) : part.id;
}

/** The run that a box belongs to, which Enter folds or opens. */
export function runOf(layout: Layout, id: string | null): string | null {
	const found = locate(layout, id);
	if (!found || found.level === 'section') return null;
	const { x0, x1 } = found.box;
	return layout.runs.find((run) => run.x0 <= x0 && run.x1 >= x1)?.id ?? null;
}
