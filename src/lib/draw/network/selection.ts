import type { Layer } from '../../arch/infer.ts';
import { greatest } from 'd3';
import { sharesBySection } from '../../count/breakdown.ts';
import { sectionsOf, type Section } from '../structure.ts';

/** What an id of the picture means in a network. */
export type SelectedPart = Readonly<{
	/** The layer itself, or null when a block or a section is selected. */
	layer: Layer | null;
	/** Id of the block, stem or head to draw, or null for a stage. */
	group: string | null;
	/** Where it is: "stage 3, block 2". */
	place: string;
	/** All layers that are selected. */
	layers: readonly Layer[];
}>;

const nameOf = ({ role, ordinal }: Section): string =>
	role === 'stage' ? `stage ${ordinal}` : role;

/** Where a layer of the network is, in words. */
function placeOf(sections: readonly Section[], section: string, block: string | null): string {
	const found = sections.find(({ id }) => id === section);
	if (!found) return section;
	const part = found.parts.find(({ id }) => id === block);
	if (!part || part.kind === 'plain') return nameOf(found);
	const blocks = found.parts.filter(({ kind }) => kind === 'block');
	const name = part.kind === 'block' ? `block ${blocks.indexOf(part) + 1}` : 'downsampling';
	return `${nameOf(found)}, ${name}`;
}

/** Looks an id up; null when the network has nothing by that id. */
export function selectionOf(layers: readonly Layer[], id: string | null): SelectedPart | null {
	if (id === null) return null;
	const layer = layers.find(({ path }) => path === id) ?? null;
	const own = layer
		? [layer]
		: layers.filter(({ block, section }) => block === id || section === id);
	const [first] = own;
	if (!first) return null;
	const whole = !layer && first.section === id;
	const stage = whole && first.sectionRole === 'stage';
	return {
		layer,
		group: stage ? null : (first.block ?? first.section),
		place: placeOf(sectionsOf(layers), first.section, whole ? null : first.block),
		layers: own
	};
}

/** A block to show while nothing is selected: the last of the stage that costs most. */
export function exampleOf(layers: readonly Layer[]): string | null {
	const shares = sharesBySection(layers).filter((share) => share.layers.some(isInBlock));
	const costliest = greatest(shares, ({ macs }) => macs);
	return costliest?.layers.findLast(isInBlock)?.block ?? null;
}

const isInBlock = ({ blockRole }: Layer): boolean => blockRole === 'block';
