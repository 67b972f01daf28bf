import { examine, presetDesign, type Network } from '../arch/design.ts';

/** What a design is compared with: a preset, counted as everything else is. */
export type Baseline = Readonly<{
	name: string;
	label: string;
	network: Network;
}>;

/** The preset of this name as a baseline; `null` if there is none. */
export function baselineOf(name: string): Baseline | null {
	const design = presetDesign(name);
	const examined = design && examine(design);
	if (!examined?.ok) return null;
	const label = design?.family.presets.get(name)?.label ?? name;
	return { name, label, network: examined.network };
}
