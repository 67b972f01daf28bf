import { examine, inputShape, withValue, type Design } from '../arch/design.ts';
import type { Guess, Shapes } from '../arch/families/weight-shapes.ts';
import type { Family } from '../arch/family.ts';
import {
	everywhere,
	fieldWithRole,
	isPerStage,
	printValue,
	readValue,
	sameValue,
	type Config,
	type FieldValue
} from '../arch/fields.ts';
import type { Layer } from '../arch/infer.ts';
import { join, perAxis, type Shape } from '../arch/net.ts';
import type { FamilyReader } from './readers.ts';

/** A tensor that does not have the shape that a design needs. */
export type Misshapen = Readonly<{ name: string; shape: Shape; needed: Shape }>;

/** In what a file differs from a design's weights. */
export type ConfigDifferences = Readonly<{
	missing: readonly string[];
	misshapen: readonly Misshapen[];
	/** In the file, and not in the design. */
	extra: readonly string[];
}>;

export type Recognised = Readonly<
	| {
			ok: true;
			design: Design;
			/** Labels of the fields that shapes do not tell, and that are the preset's. */
			assumed: readonly string[];
			differences: ConfigDifferences;
	  }
	| { ok: false; message: string }
>;

/** Shapes of all weights of a network by timm's names, buffers included. */
export const weightShapes = (layers: readonly Layer[]): Shapes =>
	new Map(
		layers.flatMap(({ path, weights }) =>
			weights.map(({ name, shape }) => [join(path, name), shape] as const)
		)
	);

/** Axes of length 1 at the end do not move values: a linear layer is a 1 × 1 convolution. */
function sameLayout(a: Shape, b: Shape): boolean {
	const at = (shape: Shape, axis: number) => shape[axis] ?? 1;
	const axes = Math.max(a.length, b.length);
	for (let axis = 0; axis < axes; axis++) if (at(a, axis) !== at(b, axis)) return false;
	return true;
}

export function configDifferencesOf(layers: readonly Layer[], shapes: Shapes): ConfigDifferences {
	const needed = weightShapes(layers);
	const entries = [...needed];
	return {
		missing: entries.flatMap(([name]) => (shapes.has(name) ? [] : [name])),
		misshapen: entries.flatMap(([name, shape]) => {
			const found = shapes.get(name);
			return !found || sameLayout(found, shape) ? [] : [{ name, shape: found, needed: shape }];
		}),
		extra: [...shapes.keys()].filter((name) => !needed.has(name))
	};
}

/** Whether a design's weights are all there. */
export const isComplete = ({ missing, misshapen }: ConfigDifferences): boolean =>
	missing.length === 0 && misshapen.length === 0;

/** A guess as settings, with what it does not tell taken from a preset. */
const settle = ({ read, assume }: Guess, base: Config): Config => ({
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

/** What chooses between forms of the same arithmetic counts half. */
function distance(family: Family, guess: Guess, preset: Config): number {
	const form = fieldWithRole(family.fields, 'form')?.key;
	let sum = 0;
	for (const [key, value] of Object.entries(settle(guess, preset)))
		sum += apart(value, preset[key]) * (key === form ? 0.5 : 1);
	return sum;
}

function nearest(family: Family, guess: Guess): Design {
	const [first, ...rest] = [...family.presets];
	if (!first) throw new Error(`the family ${family.id} has no presets`);
	let best = first;
	let least = distance(family, guess, first[1].config);
	for (const preset of rest) {
		const away = distance(family, guess, preset[1].config);
		const takes = preset[1].apart === undefined || away === 0;
		if (away < least && takes) [best, least] = [preset, away];
	}
	return { family, preset: best[0], config: best[1].config };
}

/** Values for every stage where the preset has another number of stages and the file does not tell. */
function fitted(design: Design): Design {
	const { family, config } = design;
	const depths = config[fieldWithRole(family.fields, 'depth')?.key ?? ''];
	const stages = Array.isArray(depths) ? depths.length : 1;
	return family.fields.reduce((fitting, field) => {
		const value = config[field.key];
		if (!isPerStage(field) || typeof value !== 'object' || value.length === stages) return fitting;
		return withValue(fitting, field.key, everywhere(value.at(-1) ?? 0, stages));
	}, design);
}

/** The reason why a file's numbers are outside what this program can build, or `null`. */
function refusal({ family, config }: Design): string | null {
	for (const field of family.fields) {
		const value = config[field.key];
		if (value === undefined) continue;
		const read = readValue(field, printValue(field, value));
		if (!read.ok) return read.message;
	}
	return null;
}

const LARGEST_INPUT = 2048;

/** A map that shrinks to nothing: the smallest multiple of the input that is large enough. */
function withRoom(design: Design): Design {
	if (examine(design).ok) return design;
	const [height = 0, width = 0] = inputShape(design);
	for (let times = 2; times * Math.max(height, width) <= LARGEST_INPUT; times *= 2) {
		const larger = withValue(design, 'input', perAxis(times * height, times * width));
		if (examine(larger).ok) return larger;
	}
	return design;
}

function labelsNotIn({ family, config }: Design, read: Config): readonly string[] {
	return family.fields.flatMap(({ key, label, role, applies }) =>
		Object.hasOwn(read, key) || role === 'batch' || applies?.(config) === false ? [] : [label]
	);
}

/** The design of one guess, compared with the file. */
function tryGuess(family: Family, guess: Guess, shapes: Shapes, loose: boolean): Recognised {
	const base = nearest(family, guess);
	const settled = settle(guess, base.config);
	// Other authors write every 1 × 1 layer as a linear one, so there it tells nothing.
	const form = fieldWithRole(family.fields, 'form')?.key ?? '';
	const preset = base.config[form];
	const config = loose && preset !== undefined ? { ...settled, [form]: preset } : settled;
	const whole = fitted({ ...base, config });
	const message = refusal(whole);
	if (message !== null) return { ok: false, message };
	const design = withRoom(whole);
	const examined = examine(design);
	if (!examined.ok)
		return { ok: false, message: examined.problems.map((problem) => problem.message).join('; ') };
	return {
		ok: true,
		design,
		assumed: labelsNotIn(design, guess.read),
		differences: configDifferencesOf(examined.network.layers, shapes)
	};
}

const faults = (recognised: Recognised): number =>
	recognised.ok
		? recognised.differences.missing.length +
			recognised.differences.misshapen.length +
			recognised.differences.extra.length
		: Infinity;

const either = (words: readonly string[]): string =>
	`${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

function notKnown(readers: readonly FamilyReader[]): string {
	const networks = readers.flatMap((reader) => reader.networks);
	const authors = readers.flatMap(({ namings }) => namings.map(({ author }) => author));
	const names = [...new Set(['timm', ...authors])].map((author) => `${author}’s`);
	return `Its tensors are not those of a ${either(networks)} under ${either(names)} names.`;
}

/**
 * Finds the design that a file's tensors fit: the nearest preset with the settings that names and
 * shapes tell, and how the file differs from that design's weights.
 *
 * @param loose whether the rank of 1 × 1 layers tells nothing
 */
export function recognise(
	shapes: Shapes,
	readers: readonly FamilyReader[],
	loose = false
): Recognised {
	let best: Recognised = { ok: false, message: notKnown(readers) };
	let reason: string | null = null;
	for (const { family, guess: read } of readers)
		for (const guess of read(shapes)) {
			const found = tryGuess(family, guess, shapes, loose);
			if (faults(found) === 0) return found;
			if (!found.ok) reason ??= found.message;
			else if (faults(found) < faults(best)) best = found;
		}
	return best.ok || reason === null
		? best
		: { ok: false, message: `Its design cannot be built here: ${reason}` };
}
