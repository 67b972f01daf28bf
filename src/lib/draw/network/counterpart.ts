import type { Layer } from '../../arch/infer.ts';
import { kindOf } from '../../arch/ops.ts';
import { sectionsOf, type Part, type Section } from '../structure.ts';

/**
 * Where something stands in a network, described by structure and not by name, so that it can be found in
 * another network: a section, a part of it or a layer of that.
 */
export type Counterpart = Readonly<{
	role: Section['role'];
	/** Number of the stage, from 1; 0 for stem and head. */
	stage: number;
	/** Number of the block, from 1, or its number among the other parts. */
	part: Readonly<{ kind: Part['kind']; number: number }> | null;
	/** Number of the layer in its part, from 0, and what it does. */
	layer: Readonly<{ at: number; kind: string }> | null;
}>;

const numbered = ({ parts }: Section) => {
	let [blocks, others] = [0, 0];
	return parts.map((part) => ({ part, number: part.kind === 'block' ? ++blocks : ++others }));
};

const kindAt = (layers: readonly Layer[], at: number): string => {
	const layer = layers[at];
	return layer ? kindOf(layer.op, layer.in) : '';
};

/** The place of an id; `null` when the network has nothing by that id. */
export function placeOf(layers: readonly Layer[], id: string | null): Counterpart | null {
	if (id === null) return null;
	for (const section of sectionsOf(layers)) {
		const { role, ordinal: stage } = section;
		if (section.id === id) return { role, stage, part: null, layer: null };
		for (const { part, number } of numbered(section)) {
			const found = { kind: part.kind, number };
			if (part.id === id) return { role, stage, part: found, layer: null };
			for (let i = part.first; i < part.end; i++)
				if (layers[i]?.path === id) {
					const layer = { at: i - part.first, kind: kindAt(layers, i) };
					return { role, stage, part: found, layer };
				}
		}
	}
	return null;
}

/**
 * The id at a place, or of what is nearest around it: a block where the layer there is of another
 * kind, and nothing where the network has no such stage or block.
 */
export function idAt(layers: readonly Layer[], place: Counterpart | null): string | null {
	if (!place) return null;
	const section = sectionsOf(layers).find(
		({ role, ordinal }) => role === place.role && ordinal === place.stage
	);
	if (!section || !place.part) return section?.id ?? null;
	const { kind, number } = place.part;
	const part = numbered(section).find(
		(other) => other.part.kind === kind && other.number === number
	)?.part;
	if (!part || !place.layer) return part?.id ?? null;
	const at = part.first + place.layer.at;
	const alike = at < part.end && kindAt(layers, at) === place.layer.kind;
	return alike ? (layers[at]?.path ?? null) : part.kind === 'plain' ? section.id : part.id;
}

/** The block to draw for a place: its own, or the last of its stage; stem and head as they are. */
export function groupAt(layers: readonly Layer[], place: Counterpart): string | null {
	const section = sectionsOf(layers).find(
		({ role, ordinal }) => role === place.role && ordinal === place.stage
	);
	if (!section) return null;
	if (section.role !== 'stage') return section.id;
	const own = place.part && idAt(layers, { ...place, layer: null });
	return own ?? section.parts.findLast(({ kind }) => kind === 'block')?.id ?? null;
}
