import type { Layer } from '../arch/infer.ts';
import { kindOf, type Kind } from '../arch/ops.ts';
import { placementsOf, type Placement } from './placement.ts';
import { isOnPicture } from './shown.ts';

/** What of a block can be set beside the same of another network: what leaves it, or a layer within. */
export const DEPTH_PLACES = ['end', 'mixing', 'norm', 'activation'] as const;
export type DepthPlace = (typeof DEPTH_PLACES)[number];

const KINDS: Readonly<Record<Exclude<DepthPlace, 'end'>, readonly Kind[]>> = {
	mixing: ['dense conv', 'grouped conv', 'depthwise', 'attention', 'pooling'],
	norm: ['norm'],
	activation: ['activation']
};

const partOf = ({ block, section }: Layer): string => block ?? section;

const milestonesAmong = (
	layers: readonly Layer[],
	placements: ReadonlyMap<string, Placement>
): readonly Layer[] =>
	layers.filter((layer, i) => {
		const next = layers[i + 1];
		const ends = !next || partOf(next) !== partOf(layer);
		return ends && layer.sectionRole !== 'head' && isOnPicture(placements.get(layer.path));
	});

/** Where networks can be set beside each other: what leaves the stem, each block and each downsampling, on the picture. */
export const milestonesOf = (layers: readonly Layer[]): readonly Layer[] =>
	milestonesAmong(layers, placementsOf(layers));

/**
 * The milestone at a share of a network's depth, from 0, what leaves its stem, to 1, its last map, or the
 * last layer of a kind in the part that ends there; the milestone where that part has none. `null` of a
 * network without any.
 */
export function milestoneAt(
	layers: readonly Layer[],
	depth: number,
	place: DepthPlace = 'end'
): Layer | null {
	const placements = placementsOf(layers);
	const milestones = milestonesAmong(layers, placements);
	const end = milestones[Math.round(depth * (milestones.length - 1))] ?? null;
	if (!end || place === 'end') return end;
	const within = layers
		.slice(0, layers.indexOf(end) + 1)
		.filter((one) => partOf(one) === partOf(end));
	const fits = ({ op, in: shape, path }: Layer): boolean =>
		KINDS[place].includes(kindOf(op, shape)) && isOnPicture(placements.get(path));
	return within.findLast(fits) ?? end;
}
