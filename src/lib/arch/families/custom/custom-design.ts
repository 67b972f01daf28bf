import type { Design } from '../../design.ts';
import { families } from '../../families.ts';
import { customConfig } from './from-design.ts';
import { CUSTOM_ID, customName } from './presets.ts';

/**
 * A design with its blocks as lines, to be edited: the same layers, counts and names of parameters.
 * `null` where it cannot be computed, or lines cannot say it. All families must be loaded.
 */
export function customDesign(design: Design): Design | null {
	const family = families().find(({ id }) => id === CUSTOM_ID);
	if (!family || design.family === family) return design;
	const config = customConfig(design.family, design.config);
	return config && { family, preset: customName(design.preset), config };
}
