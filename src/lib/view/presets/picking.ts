import type { Family } from '../../arch/family.ts';
import type { PresetMetrics } from '../../count/preset-metrics.ts';
import { metrics } from '../../count/metrics.ts';
import { si } from '../../kit/format.ts';
import type { PickAmount, PickGroup, PickItem } from '../../kit/picker/items.ts';
import { nearest } from '../../names/nearest.ts';
import { nameParts, timmNames } from '../../names/timm.ts';
import { whyUnknown } from '../../names/unknown.ts';

/** What a list of presets knows of them in numbers. */
const COSTS = ['params', 'macs'] as const;

const LIMITS = {
	params: [2e6, 5e6, 10e6, 25e6, 50e6, 100e6, 300e6],
	macs: [0.1e9, 0.5e9, 1e9, 2e9, 5e9, 10e9, 20e9, 50e9]
} as const;

export const presetAmounts: readonly PickAmount[] = COSTS.map((id) => ({
	label: metrics[id].short,
	print: si,
	limits: LIMITS[id]
}));

/** All presets under the headings that their families give them, with what they cost where that is known. */
export function presetItems(
	families: readonly Family[],
	costs: PresetMetrics
): readonly PickGroup[] {
	const groups = new Map<string, PickItem[]>();
	for (const { presets } of families)
		for (const [name, { label, group }] of presets) {
			const own = costs.get(name);
			const amounts = COSTS.map((id) => own?.[id] ?? null);
			const items = groups.get(group) ?? [];
			items.push({ value: name, label, note: name, amounts });
			groups.set(group, items);
		}
	return [...groups].map(([name, items]) => ({ name, items }));
}

/** A preset with each tag that timm has of it, where one was begun; timm's names must be loaded. */
export function tagItems(words: string, groups: readonly PickGroup[]): PickGroup | null {
	const asked = words.trim();
	const { model, tag } = nameParts(asked);
	if (!asked.includes('.') && tag === '') return null;
	const preset = groups.flatMap(({ items }) => items).find(({ value }) => value === model);
	const tags = timmNames()?.models.get(model)?.tags ?? [];
	if (!preset || tags.length === 0) return null;
	const items = tags.map(({ name, input, classes }) => ({
		value: `${model}.${name}`,
		label: name,
		note: `${input} px, ${classes === 0 ? 'no classifier' : `${classes} classes`}`
	}));
	const found = items.filter(({ label }) => label.includes(tag));
	return { name: `${preset.label}: timm’s tags`, items: found };
}

/** What is said and offered where no preset has the words. */
export function instead(words: string, groups: readonly PickGroup[], families: readonly Family[]) {
	const called = groups
		.flatMap(({ items }) => items)
		.map((item) => ({ ...item, name: item.value }));
	const near = words.trim() === '' ? [] : nearest(nameParts(words.trim()).model, called, 5);
	const labels = families.map(({ label }) => label);
	const message =
		words.trim() === ''
			? 'No preset costs so little.'
			: `${whyUnknown(words.trim(), called, labels)}.`;
	return { message, group: { name: 'Nearest', items: near } };
}
