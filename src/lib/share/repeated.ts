import type { Problem } from '../arch/fields.ts';

/** Of settings that stand in a link more than once, which one counts. */
export function repeatedSettings(keys: readonly string[]): readonly Problem[] {
	const seen = new Set<string>();
	const repeated = new Set<string>();
	for (const key of keys) (seen.has(key) ? repeated : seen).add(key);
	return [...repeated].map((key) => ({
		field: key,
		message: `${key}: set more than once; the last one counts`
	}));
}
