import { families } from '../arch/families.ts';
import type { Called } from '../names/nearest.ts';
import { unknownName } from '../names/unknown.ts';

const presets = (): readonly Called[] =>
	families().flatMap((family) => [...family.presets].map(([name, { label }]) => ({ name, label })));

/** Why a name is no preset of the families that are loaded, and which are nearest. */
export const unknownPreset = (name: string): string =>
	unknownName(
		name,
		presets(),
		families().map(({ label }) => label)
	);
