import { examine, presetDesign } from '../arch/design.ts';
import type { Layer } from '../arch/infer.ts';
import { weightBytes } from '../count/memory.ts';

/** What a design is compared with: a preset, counted as everything else is. */
export type Baseline = Readonly<{
	name: string;
	label: string;
	layers: readonly Layer[];
	weightBytes: number;
}>;

/** The preset of this name as a baseline; `null` if there is none. */
export function baselineOf(name: string): Baseline | null {
	const design = presetDesign(name);
	const examined = design && examine(design);
	if (!examined?.ok) return null;
	const { layers } = examined.network;
	return {
		name,
		label: design?.family.presets.get(name)?.label ?? name,
		layers,
		weightBytes: weightBytes(layers)
	};
}
