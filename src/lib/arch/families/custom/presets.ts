import type { Family, Preset } from '../../family.ts';
import { customConfig } from './from-design.ts';

export const CUSTOM_GROUP = 'Custom';

export const CUSTOM_ID = 'custom';
const PREFIX = CUSTOM_ID;
const USUAL = 'convnext_tiny';

/** The name of a preset with its blocks as lines: `custom:resnet50`. */
export const customName = (preset: string): string =>
	preset === PREFIX || preset.startsWith(`${PREFIX}:`) ? preset : `${PREFIX}:${preset}`;

/** A preset of one of these families with its blocks as lines. */
function derived(name: string, others: readonly Family[]): Preset | undefined {
	if (name !== PREFIX && !name.startsWith(`${PREFIX}:`)) return undefined;
	const start = name === PREFIX ? USUAL : name.slice(PREFIX.length + 1);
	for (const family of others) {
		const preset = family.presets.get(start);
		const config = preset && customConfig(family, preset.config);
		if (config) return { label: `${preset.label}, custom blocks`, group: CUSTOM_GROUP, config };
	}
	return undefined;
}

/**
 * None is in a list; `custom:` before the name of any preset of other families finds it with its
 * blocks as lines, which are made when they are first asked for.
 */
export function customPresets(others: readonly Family[]): ReadonlyMap<string, Preset> {
	const made = new Map<string, Preset | undefined>();
	function get(name: string): Preset | undefined {
		if (!made.has(name)) made.set(name, derived(name, others));
		return made.get(name);
	}
	const has = (name: string): boolean => get(name) !== undefined;
	return Object.assign(new Map<string, Preset>(), { get, has });
}
