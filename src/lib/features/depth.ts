import type { Layer } from '../arch/infer.ts';
import { placementsOf } from './placement.ts';
import { isOnPicture } from './shown.ts';

/** Where networks can be set beside each other: what leaves the stem, each block and each downsampling, on the picture. */
export function milestonesOf(layers: readonly Layer[]): readonly Layer[] {
	const placements = placementsOf(layers);
	const partOf = ({ block, section }: Layer): string => block ?? section;
	return layers.filter((layer, i) => {
		const next = layers[i + 1];
		const ends = !next || partOf(next) !== partOf(layer);
		return ends && layer.sectionRole !== 'head' && isOnPicture(placements.get(layer.path));
	});
}

/**
 * The milestone at a share of a network's depth, from 0, what leaves its stem, to 1, its last map; `null`
 * of a network without any.
 */
export function milestoneAt(layers: readonly Layer[], depth: number): Layer | null {
	const milestones = milestonesOf(layers);
	return milestones[Math.round(depth * (milestones.length - 1))] ?? null;
}
