import './all-families.ts';
import { presetDesign, presetNames } from '../src/lib/arch/design.ts';
import { thorough } from './browser/thorough.ts';

/** Fields that say what a network is made of, and not how much of it. */
const STRUCTURE = ['choice', 'switch', 'set', 'stage-choice', 'lines'];

/** What two presets have alike that differ in sizes and numbers alone. */
function structureOf(name: string): string {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	const { family, config } = design;
	const says = family.fields.filter(({ kind }) => STRUCTURE.includes(kind));
	return JSON.stringify([family.id, ...says.map(({ key }) => config[key])]);
}

const firstOf = new Map<string, string>();
for (const name of presetNames()) {
	const structure = structureOf(name);
	if (!firstOf.has(structure)) firstOf.set(structure, name);
}

/** A preset of every structure; all presets with THOROUGH=1. */
export const presetsByStructure: readonly string[] = thorough
	? presetNames()
	: [...firstOf.values()];
