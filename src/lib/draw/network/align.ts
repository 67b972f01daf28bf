import { max } from 'd3';
import type { GhostBox, GhostLayer, Layout, PartBox, SectionBox, Span } from './boxes.ts';
import { PART_GAP, SECTION_GAP } from './layout.ts';
import { NOTHING } from './placement.ts';

/** Where parts stand in any network: by stage and number, whatever they are called. */
type Key = string;

/** The places of one network, section by section and in order. */
type Places = ReadonlyMap<Key, readonly (readonly [key: Key, part: PartBox])[]>;

function placesOf({ sections, parts }: Layout): Places {
	let stages = 0;
	return new Map(
		sections.map(({ role, first, end }) => {
			const section = role === 'stage' ? `stage ${++stages}` : role;
			let [blocks, others] = [0, 0];
			return [
				section,
				parts.slice(first, end).map((part) => {
					const number = part.kind === 'block' ? `block ${++blocks}` : `other ${++others}`;
					return [`${section}, ${number}`, part] as const;
				})
			];
		})
	);
}

/** All sections of all networks: stem, stages, head. */
function sectionsOf(all: readonly Places[]): readonly Key[] {
	const most = max(all, (places) => [...places.keys()].filter(isStage).length) ?? 0;
	const stages = Array.from({ length: most }, (_, i) => `stage ${i + 1}`);
	return ['stem', ...stages, 'head'].filter((key) => all.some((places) => places.has(key)));
}

const isStage = (key: Key): boolean => key.startsWith('stage');
const isBlock = (key: Key): boolean => key.includes('block');

const widthOf = ({ x0, x1 }: Span): number => x1 - x0;

/** One axis for all: the blocks of a stage are as wide as the widest of them in any network. */
function axisOf(all: readonly Places[]) {
	const slots = new Map<Key, Span>();
	const sections = new Map<Key, Span>();
	let x = 0;
	for (const section of sectionsOf(all)) {
		const here = all.flatMap((places) => places.get(section) ?? []);
		const widest = max(here, ([key, part]) => (isBlock(key) ? widthOf(part) : 0)) ?? 0;
		const widths = new Map<Key, number>();
		for (const [key, part] of here)
			widths.set(key, Math.max(widths.get(key) ?? 0, isBlock(key) ? widest : widthOf(part)));
		const start = x;
		// Downsampling before blocks, also where only some networks have it.
		for (const [key, width] of [...widths].sort(
			([a], [b]) => Number(isBlock(a)) - Number(isBlock(b))
		)) {
			slots.set(key, { x0: x, x1: x + width });
			x += width + PART_GAP;
		}
		sections.set(section, { x0: start, x1: x - PART_GAP });
		x += SECTION_GAP - PART_GAP;
	}
	return { slots, sections, length: Math.max(0, x - SECTION_GAP) };
}

/** Moves what lies in one stretch of the axis into another. */
const into = (from: Span, to: Span) => {
	const stretch = widthOf(to) / (widthOf(from) || 1);
	return <B extends Span>(box: B): B => ({
		...box,
		x0: to.x0 + (box.x0 - from.x0) * stretch,
		x1: to.x0 + (box.x1 - from.x0) * stretch
	});
};

/** The id of the part that a ghost's box stands for (`layoutOf` names it so). */
const shadowed = ({ id }: GhostBox): string => id.replace(/ behind$/, '');

/** Layers of blocks that are built differently say nothing about each other: only blocks do. */
const bare = (ghost: GhostBox, layer: GhostLayer): GhostLayer =>
	ghost.front !== null && layer.front === null ? { ...layer, values: NOTHING } : layer;

function moved(
	layout: Layout,
	places: Places,
	axis: ReturnType<typeof axisOf>,
	keyOfGhost: ReadonlyMap<string, Key>
): Omit<Layout, 'side'> {
	const layers = [...layout.layers];
	const parts = [...places.values()].flat().map(([key, part]): PartBox => {
		const place = into(part, axis.slots.get(key) ?? part);
		for (let i = part.first; i < part.end; i++) {
			const layer = layers[i];
			if (layer) layers[i] = place(layer);
		}
		return place(part);
	});
	const keys = [...places.keys()];
	const sections = layout.sections.map((section, i): SectionBox => ({
		...section,
		...axis.sections.get(keys[i] ?? '')
	}));
	const ghosts = layout.ghosts.map((ghost): GhostBox => {
		const slot = axis.slots.get(keyOfGhost.get(shadowed(ghost)) ?? '');
		const place = into(ghost, slot ?? ghost);
		const layers = ghost.layers.map((layer) => place(bare(ghost, layer)));
		return { ...place(ghost), layers };
	});
	return { ...layout, layers, parts, sections, ghosts, runs: [], length: axis.length };
}

/**
 * Puts several networks on one axis, and on one scale of map sides: stage under stage, block under
 * block. A block has a place of its own where its run is open, and stands for its run where it is folded.
 *
 * @param reference number of the network that is the ghost of the others
 */
export function alignLayouts(layouts: readonly Layout[], reference: number): readonly Layout[] {
	const all = layouts.map(placesOf);
	const axis = axisOf(all);
	const ghosts = new Map(
		[...(all[reference]?.values() ?? [])]
			.flat()
			.flatMap(([key, { id, blocks }]) => [id, ...blocks].map((own) => [own, key] as const))
	);
	const side = max(layouts, (layout) => layout.side) ?? 1;
	return layouts.map((layout, i) => {
		const places = all[i];
		return places ? { ...moved(layout, places, axis, ghosts), side } : layout;
	});
}
