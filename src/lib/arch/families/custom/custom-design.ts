import { examine, type Design } from '../../design.ts';
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

/** Why there are no lines of a design, in a sentence. */
export function whyNoLines(design: Design): string {
	const examined = examine(design);
	if (examined.ok) return 'There are no words in lines for what its blocks are made of.';
	const [problem] = examined.problems;
	return `Lines can say a design once it can be computed: ${problem?.field}: ${problem?.message}.`;
}
