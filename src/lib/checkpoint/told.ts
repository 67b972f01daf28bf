import { everywhere, isPerStage, printValue, readValue, type Config } from '../arch/fields.ts';
import type { Family } from '../arch/family.ts';
import type { Guess } from '../arch/families/weight-shapes.ts';
import type { Told } from './containers/told.ts';

/** The settings of a family that a config.json tells and tensors do not, as far as they are permitted. */
function settingsOf({ fields }: Family, { read }: Guess, told: Told): Config {
	const depths = read['depths'];
	const stages = Array.isArray(depths) ? depths.length : 0;
	const entries = Object.entries(told).flatMap(([key, value]) => {
		const field = fields.find((one) => one.key === key);
		if (!field || value === true || Object.hasOwn(read, key)) return [];
		const spread =
			isPerStage(field) && typeof value !== 'object' && stages > 0
				? everywhere(value, stages)
				: value;
		const parsed = readValue(field, printValue(field, spread));
		return parsed.ok ? [[key, parsed.value] as const] : [];
	});
	return Object.fromEntries(entries);
}

/** A guess with what is told besides; `null` where that is nothing. */
export function withTold(
	family: Family,
	guess: Guess,
	told: Told
): Readonly<{ guess: Guess; keys: readonly string[] }> | null {
	const more = settingsOf(family, guess, told);
	const keys = Object.keys(more);
	return keys.length === 0 ? null : { guess: { ...guess, read: { ...guess.read, ...more } }, keys };
}
