import { examine, presetDesign } from '../../arch/design.ts';
import type { Family } from '../../arch/family.ts';
import { sumLayers, type Totals } from '../../count/totals.ts';
import type { OptionGroup } from '../../kit/field/option.ts';

export type PresetGroup = Readonly<{
	name: string;
	presets: readonly Readonly<{ name: string; label: string }>[];
}>;

/** All presets under the headings that their families give them. */
export function presetGroups(families: readonly Family[]): readonly PresetGroup[] {
	const groups = new Map<string, { name: string; label: string }[]>();
	for (const { presets } of families)
		for (const [name, { label, group }] of presets) {
			const list = groups.get(group) ?? [];
			list.push({ name, label });
			groups.set(group, list);
		}
	return [...groups].map(([name, presets]) => ({ name, presets }));
}

/** The same as a select offers them. */
export const presetOptions = (families: readonly Family[]): readonly OptionGroup<string>[] =>
	presetGroups(families).map(({ name, presets }) => ({
		label: name,
		options: presets.map((preset) => ({ value: preset.name, label: preset.label }))
	}));

/** Groups with only the presets whose name, label or heading contains every word of `query`. */
export function matching(groups: readonly PresetGroup[], query: string): readonly PresetGroup[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return groups
		.map((group) => ({
			...group,
			presets: group.presets.filter(({ name, label }) => {
				const text = `${name} ${label} ${group.name}`.toLowerCase();
				return words.every((word) => text.includes(word));
			})
		}))
		.filter(({ presets }) => presets.length > 0);
}

/** What a preset costs; `null` for a name that is no preset. */
export function presetTotals(name: string): Totals | null {
	const design = presetDesign(name);
	const examined = design && examine(design);
	return examined?.ok ? sumLayers(examined.network.layers) : null;
}
