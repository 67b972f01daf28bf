import type { Design } from '../arch/design.ts';
import type { Guess } from '../arch/families/weight-shapes.ts';
import type { Family } from '../arch/family.ts';
import { sameValue, type Config, type FieldRole, type FieldValue } from '../arch/fields.ts';

/** A guess as settings, with what it does not tell taken from a preset. */
export const settle = ({ read, assume }: Guess, base: Config): Config => ({
	...base,
	...assume?.(base),
	...read
});

/** How far apart two values are: by their ratio, so that a network twice as wide is as far as one half as wide. */
function apart(a: FieldValue, b: FieldValue | undefined): number {
	if (sameValue(a, b)) return 0;
	if (typeof a === 'number' && typeof b === 'number')
		return a === 0 || b === 0 ? 1 : Math.abs(Math.log(a / b));
	if (!Array.isArray(a) || !Array.isArray(b) || typeof a[0] !== 'number') return 1;
	const pairs = Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
		a[i] === undefined || b[i] === undefined ? 1 : apart(a[i], b[i])
	);
	return pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
}

/** How much a field tells of which network it is: least what a person changes to use it for something else. */
function importance(family: Family, key: string): number {
	const role = family.fields.find((field) => field.key === key)?.role;
	if (role === 'form') return 0.5;
	return role === 'classes' || role === 'channels' ? 0.01 : 1;
}

/** Whether a field says anything of either design. */
function counts(family: Family, key: string, configs: readonly Config[]): boolean {
	const applies = family.fields.find((field) => field.key === key)?.applies;
	return !applies || configs.some(applies);
}

/** Enough to choose between presets that are alike in all else. */
const LEANING = 0.1;

function distance(family: Family, guess: Guess, preset: Config): number {
	const settled = settle(guess, preset);
	let sum = 0;
	for (const [key, value] of Object.entries(settled)) {
		const weight = guess.leans?.includes(key) ? LEANING : importance(family, key);
		const away = apart(value, preset[key]) * weight;
		if (away > 0 && counts(family, key, [settled, preset])) sum += away;
	}
	return sum;
}

/** What files of one network differ in, and what chooses between forms of the same arithmetic. */
const FREE: readonly (FieldRole | undefined)[] = ['classes', 'channels', 'resolution', 'form'];

/** Names of the presets that agree with all that a file tells of its network. */
export function twinsOf({ fields, presets }: Family, { read }: Guess): readonly string[] {
	const free = new Set(fields.flatMap(({ key, role }) => (FREE.includes(role) ? [key] : [])));
	const told = Object.entries(read).filter(([key]) => !free.has(key));
	return [...presets].flatMap(([name, { config }]) =>
		told.every(([key, value]) => sameValue(value, config[key])) ? [name] : []
	);
}

/** Whether what a file is called speaks of a preset. */
export const isCalled = (preset: string, called: string): boolean =>
	called.toLowerCase().replaceAll('-', '_').includes(preset);

/** The preset that a name speaks of: the longest of those whose names are in it. */
const spokenOf = (names: readonly string[], called: string): string | undefined =>
	names.toSorted((a, b) => b.length - a.length).find((name) => isCalled(name, called));

/**
 * The preset nearest to what a file tells.
 *
 * @param called what the file is called, which decides between presets of the same weights
 */
export function nearest(family: Family, guess: Guess, called: string): Design {
	const [first, ...rest] = [...family.presets];
	if (!first) throw new Error(`the family ${family.id} has no presets`);
	const spoken = spokenOf(twinsOf(family, guess), called);
	let best = first;
	let least = distance(family, guess, first[1].config);
	for (const preset of rest) {
		const away = distance(family, guess, preset[1].config);
		const takes = preset[1].apart === undefined || away === 0;
		if (away < least && takes) [best, least] = [preset, away];
	}
	const preset = spoken ?? best[0];
	return { family, preset, config: family.presets.get(preset)?.config ?? best[1].config };
}
