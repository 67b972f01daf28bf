import type { Design } from '../../arch/design.ts';
import { customName } from '../../arch/families/custom/presets.ts';

const labelOf = ({ family, preset }: Design): string => family.presets.get(preset)?.label ?? preset;

/**
 * What a lesson began with and what it has now, where a preset, a file or a checkpoint brought another
 * network into it; `null` while it is the one that the lesson is about, in lines or not.
 */
export const otherNetwork = (
	start: Design,
	now: Design
): Readonly<{ began: string; now: string }> | null =>
	customName(start.preset) === customName(now.preset)
		? null
		: { began: labelOf(start), now: labelOf(now) };
