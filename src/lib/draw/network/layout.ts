import { kindOf } from '../../arch/ops.ts';
import type { CountedLayer } from '../../count/counted.ts';
import type {
	GhostBox,
	LayerBox,
	Layout,
	PartBox,
	Profile,
	RunBox,
	SectionBox,
	Span,
	TrackMetric,
	Values
} from './boxes.ts';
import { NO_FOLDS, rowsOf, type Folds, type Row } from './slots.ts';
import { joinsIn, sectionsOf, type Part, type Section } from '../structure.ts';
import { NOTHING, plus, rulerOf, sideOf, weigh, type PartPlacement } from './placement.ts';

export type LayoutOptions = Readonly<{
	/** A network to draw behind, in outline. */
	ghost?: readonly CountedLayer[] | null;
	/** Milliseconds of each layer, by path. */
	times?: ReadonlyMap<string, number> | null;
	/** Every layer as wide as the next, or as wide as what it costs. */
	widths?: 'even' | TrackMetric;
	folds?: Folds;
}>;

/** Gaps, in slots. */
export const PART_GAP = 0.4;
export const SECTION_GAP = 1.3;

/** Names blocks by their numbers, in order. */
function blockName(numbers: readonly number[]): string {
	const [first = 0, second = 0] = numbers;
	const last = numbers.at(-1) ?? first;
	if (numbers.length < 2) return `block ${first}`;
	return second === first + 1 ? `blocks ${first}–${last}` : `blocks ${first}, ${second} … ${last}`;
}

/** Whether two blocks start and end on the same map. */
const sameProfile = (own: readonly Profile[], other: readonly Profile[], count: number): boolean =>
	count > 0 && own[0]?.enters === other[0]?.enters && own.at(-1)?.leaves === other.at(-1)?.leaves;

/** Sums of a section of the ghost. */
const sumBehind = (places: readonly PartPlacement[]): Values =>
	places.reduce(
		(sum, { behind, slot }) =>
			behind.reduce((total, { values }) => plus(total, values, slot.ghost.length), sum),
		NOTHING
	);

const nameOf = ({ role, ordinal }: Section): string =>
	role === 'stage' ? `stage ${ordinal}` : role;

/**
 * Places a network on the axis, at all levels at once. Pure, and fast enough to run at every edit.
 *
 * @param layers as `layersOf` lists them
 */
export function layoutOf(layers: readonly CountedLayer[], options: LayoutOptions = {}): Layout {
	const { ghost = null, times = null, widths = 'even', folds = NO_FOLDS } = options;
	const behind = ghost ?? [];
	const rows = rowsOf(sectionsOf(layers), sectionsOf(behind), layers, behind, folds);
	const places = rows.map(({ slots }) =>
		slots.map((slot): PartPlacement => ({
			slot,
			own: weigh(layers, slot.parts, times),
			behind: weigh(behind, slot.ghost, null),
			blocks: slot.parts.length || slot.ghost.length
		}))
	);
	const ruler = rulerOf(places, widths);

	const sections: SectionBox[] = [];
	const parts: PartBox[] = [];
	const boxes: LayerBox[] = [];
	const runs: RunBox[] = [];
	const ghosts: GhostBox[] = [];
	let x = 0;
	let side = 1;
	let totals = NOTHING;

	function placePart({ slot, own, blocks }: PartPlacement, name: string): PartBox {
		const [part] = slot.parts as [Part];
		const [x0, first] = [x, boxes.length];
		let values = NOTHING;
		for (const layer of own) {
			const at = layers[layer.at] as CountedLayer;
			const [start, leaves] = [x, sideOf(at.out)];
			x += ruler(layer, blocks);
			// Beside the main line, a branch must not lift the silhouette back to the map it starts from.
			const enters = layer.beside ? leaves : sideOf(at.in);
			side = Math.max(side, enters, leaves);
			boxes.push({
				id: at.path,
				layer: at,
				kind: kindOf(at.op, at.in),
				beside: layer.beside,
				x0: start,
				x1: x,
				enters,
				leaves,
				values: layer.values
			});
			values = plus(values, layer.values, 1);
		}
		return {
			id: part.id,
			name,
			kind: part.kind,
			joins: joinsIn(layers.slice(part.first, part.end)),
			blocks: slot.parts.map(({ id }) => id),
			x0,
			x1: x,
			first,
			end: boxes.length,
			channels: boxes.at(-1)?.layer.out.at(-1) ?? 0,
			values
		};
	}

	function placeGhost(place: PartPlacement, { x0, x1 }: Span): GhostBox {
		const width = place.behind.reduce((sum, layer) => sum + ruler(layer, 1), 0);
		let [at, values] = [x0, NOTHING];
		const aligned = place.own.length === place.behind.length;
		const list = place.behind.map((weighed, i) => {
			const layer = behind[weighed.at] as CountedLayer;
			const start = at;
			at += (ruler(weighed, 1) / width) * (x1 - x0);
			values = plus(values, weighed.values, 1);
			const leaves = sideOf(layer.out);
			const enters = weighed.beside ? leaves : sideOf(layer.in);
			side = Math.max(side, enters, leaves);
			const front = (aligned && place.own[i]?.values) || null;
			return { x0: start, x1: at, enters, leaves, values: weighed.values, front };
		});
		return {
			id: `${place.slot.ghost[0]?.id} behind`,
			x0,
			x1,
			outlined: !sameProfile(boxes.slice(-place.own.length), list, place.own.length),
			layers: list,
			values,
			front: place.own.length > 0 ? (parts.at(-1)?.values ?? null) : null
		};
	}

	function placeSlot(place: PartPlacement, name: string): Span {
		const x0 = x;
		if (place.own.length > 0) parts.push(placePart(place, name));
		else for (const layer of place.behind) x += ruler(layer, place.blocks);
		const span = { x0, x1: x };
		if (place.behind.length > 0) ghosts.push(placeGhost(place, span));
		x += PART_GAP;
		return span;
	}

	function placeRow(
		{ section, ghost: other, runs: own }: Row,
		list: readonly PartPlacement[]
	): void {
		const [x0, first] = [x, parts.length];
		const blocks = section?.parts.filter(({ kind }) => kind === 'block') ?? [];
		const spans = list.map((place) => {
			const [part] = place.slot.parts;
			const named = blockName(place.slot.parts.map((own) => blocks.indexOf(own) + 1));
			const plain = part?.kind === 'downsample' ? 'downsampling' : section ? nameOf(section) : '';
			return placeSlot(place, part?.kind === 'block' ? named : plain);
		});
		const end = x - PART_GAP;
		x = end + SECTION_GAP;
		for (const { from, to, ...run } of own) {
			const [start, stop] = [spans[from], spans[to - 1]];
			if (start && stop) runs.push({ ...run, x0: start.x0, x1: stop.x1 });
		}
		if (!section) return;
		let values = NOTHING;
		for (const part of parts.slice(first)) values = plus(values, part.values, part.blocks.length);
		totals = plus(totals, values, 1);
		sections.push({
			id: section.id,
			name: nameOf(section),
			mark: section.role === 'stage' ? String(section.ordinal) : section.role,
			role: section.role,
			x0,
			x1: end,
			first,
			end: parts.length,
			blocks: blocks.length,
			ghostBlocks: ghost && (other?.parts.filter(({ kind }) => kind === 'block').length ?? 0),
			ghostValues: other && sumBehind(list),
			out: boxes.at(-1)?.layer.out ?? [],
			values
		});
	}

	rows.forEach((row, i) => placeRow(row, places[i] ?? []));
	const length = Math.max(0, x - SECTION_GAP);
	return { sections, parts, layers: boxes, runs, ghosts, length, side, totals };
}
