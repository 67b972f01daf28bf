import { examine, inputShape, withValue, type Design } from '../arch/design.ts';
import type { Guess, Shapes } from '../arch/families/weight-shapes.ts';
import type { Family } from '../arch/family.ts';
import { everywhere, fieldWithRole, isPerStage, printValue, readValue } from '../arch/fields.ts';
import { perAxis } from '../arch/net.ts';
import { assumedOf, type Assumed } from './assumed.ts';
import { configDifferencesOf, isComplete, type ConfigDifferences } from './differences.ts';
import type { Told } from './containers/told.ts';
import { isCalled, nearest, settle, twinsOf } from './nearest-preset.ts';
import type { FamilyReader } from './readers.ts';
import { synonymsIn, type Synonyms } from './synonyms.ts';
import { withTold } from './told.ts';
import { seemsToBe } from './unknown-file.ts';

export type Recognised = Readonly<
	| {
			ok: true;
			design: Design;
			/** What shapes do not tell. */
			assumed: readonly Assumed[];
			/** Fields whose values are from what is told besides. */
			told: readonly string[];
			differences: ConfigDifferences;
	  }
	| { ok: false; message: string }
>;

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

/** What is known of a file besides its tensors. */
export type Hints = Readonly<{
	/** Whether the rank of 1 × 1 layers tells nothing. */
	loose?: boolean;
	/** What the file is called. */
	called?: string;
	/** What its config.json says. */
	told?: Told;
	/** Other names of its tensors. */
	synonyms?: Synonyms;
}>;

/** How a preset is named beside a file's tensors, which agree to it. */
function namedBy(preset: string, twins: readonly string[], { called = '', told = {} }: Hints) {
	const isSaid = told.architecture === preset && !told.changed && twins.includes(preset);
	return isSaid ? 'said' : isCalled(preset, called) ? 'called' : null;
}

/** The design of one guess, compared with the file. */
function tryGuess(
	family: Family,
	guess: Guess,
	shapes: Shapes,
	hints: Hints,
	told: readonly string[]
): Recognised {
	const { loose = false, called = '', synonyms } = hints;
	const base = nearest(family, guess, called);
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
	const twins = twinsOf(family, guess);
	if (!examined.ok)
		return { ok: false, message: examined.problems.map((problem) => problem.message).join('; ') };
	return {
		ok: true,
		design,
		assumed: assumedOf(design, guess, twins, namedBy(design.preset, twins, hints)),
		told,
		differences: configDifferencesOf(examined.network.layers, shapes, synonyms)
	};
}

/** The same with what is told besides, as long as the tensors agree to it. */
function tryTold(family: Family, guess: Guess, shapes: Shapes, hints: Hints): Recognised {
	const more = hints.told && withTold(family, guess, hints.told);
	const plain = () => tryGuess(family, guess, shapes, hints, []);
	if (!more) return plain();
	const found = tryGuess(family, more.guess, shapes, hints, more.keys);
	if (found.ok && isComplete(found.differences)) return found;
	const without = plain();
	return without.ok && isComplete(without.differences) ? without : found;
}

/** Whether a field that nobody typed is refused because the file has nothing that would tell it. */
const isUnread = (message: string): boolean =>
	/“(none|([^”]*,)?0(,[^”]*)?)” is not permitted/.test(message);

const faults = (recognised: Recognised): number =>
	recognised.ok
		? recognised.differences.missing.length +
			recognised.differences.misshapen.length +
			recognised.differences.extra.length
		: Infinity;

/**
 * Finds the design that a file's tensors fit: the nearest preset with the settings that names and
 * shapes tell, and how the file differs from that design's weights.
 */
export function recognise(
	shapes: Shapes,
	readers: readonly FamilyReader[],
	hints: Hints = {}
): Recognised {
	let best: Recognised = { ok: false, message: seemsToBe([...shapes.keys()], readers) };
	let reason: string | null = null;
	for (const { family, guess: read, synonyms: rules } of readers) {
		const synonyms = synonymsIn(shapes.keys(), rules);
		for (const guess of read(shapes)) {
			const found = tryTold(family, guess, shapes, { ...hints, synonyms });
			if (faults(found) === 0) return found;
			if (!found.ok) reason ??= isUnread(found.message) ? null : found.message;
			else if (faults(found) < faults(best)) best = found;
		}
	}
	return best.ok || reason === null
		? best
		: { ok: false, message: `Its design cannot be built here: ${reason}` };
}
