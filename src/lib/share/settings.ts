import {
	examine,
	presetDesign,
	stageCount,
	withStageCount,
	withValue,
	type Design
} from '../arch/design.ts';
import {
	everywhere,
	isPerStage,
	printValue,
	readValue,
	sameValue,
	type FieldValue,
	type Problem
} from '../arch/fields.ts';
import { cut } from '../json/text.ts';
import { nameParts, tagOf, type Tag } from '../names/timm.ts';
import { unknownPreset } from './unknown-preset.ts';

/** A setting as text, as it stands in a link or on the command line. */
export type Setting = readonly [key: string, text: string];

export type Settled = Readonly<{ design: Design; problems: readonly Problem[] }>;

export const DEFAULT_PRESET = 'convnext_tiny';

export function defaultDesign(): Design {
	const design = presetDesign(DEFAULT_PRESET);
	if (!design) throw new Error(`there is no preset ${DEFAULT_PRESET}`);
	return design;
}

/**
 * The settings in which a design differs from its preset, in the order of its fields. What the number
 * of stages alone makes of the preset's other lists is not said.
 */
export function changesOf(design: Design): readonly Setting[] {
	const { family, preset, config } = design;
	const original = family.presets.get(preset)?.config ?? {};
	const [first] = family.fields.filter(isPerStage);
	const stages = stageCount(design);
	const staged =
		stages === stageCount({ ...design, config: original })
			? original
			: withStageCount({ ...design, config: original }, stages).config;
	return family.fields.flatMap((field): Setting[] => {
		const value = config[field.key];
		const before = (field === first ? original : staged)[field.key];
		return value === undefined || sameValue(value, before)
			? []
			: [[field.key, printValue(field, value)]];
	});
}

/** A preset, or the default one and a problem that says which are like it. */
export function readPreset(name: string): Settled {
	const design = presetDesign(name);
	if (design) return { design, problems: [] };
	const { model, tag } = nameParts(name);
	const start = presetDesign(model);
	const known = start && tagOf(model, tag);
	if (known) return tagged(start, known);
	if (start && tag === '') return { design: start, problems: [] };
	return { design: defaultDesign(), problems: [{ field: 'preset', message: unknownPreset(name) }] };
}

/** A preset as timm makes it for some weights: at their input size, with their classes. */
function tagged(start: Design, { name, input, classes, image }: Tag): Settled {
	const wanted = { input, classes };
	const settings = Object.entries(wanted).flatMap(([key, value]): Setting[] =>
		start.config[key] === value ? [] : [[key, String(value)]]
	);
	const { design, problems } = applySettings(start, settings);
	return { design: { ...design, tag: { name, image } }, problems };
}

/**
 * A design with settings applied. Never throws: what is unknown, not permitted or impossible is left
 * out and named among the problems, and the design that comes back can be computed if `start` can.
 */
export function applySettings(start: Design, settings: readonly Setting[]): Settled {
	const { values, problems } = readValues(start, settings);
	const { design, mismatches } = apply(start, values);
	const examined = examine(design);
	const found = [...problems, ...mismatches];
	return examined.ok
		? { design, problems: found }
		: { design: start, problems: [...found, ...examined.problems.map(withField)] };
}

/** Away from its field, a message must name it. */
const withField = (problem: Problem): Problem => ({
	...problem,
	message: `${problem.field}: ${problem.message}`
});

function readValues({ family }: Design, settings: readonly Setting[]) {
	const values = new Map<string, FieldValue>();
	const problems: Problem[] = [];
	for (const [key, text] of settings) {
		const field = family.fields.find((candidate) => candidate.key === key);
		if (!field) {
			const known = family.fields.map((candidate) => candidate.key).join(', ');
			problems.push({
				field: cut(key, 40),
				message: `“${cut(key, 40)}” is no field; there are: ${known}`
			});
			continue;
		}
		const read = readValue(field, text);
		if (read.ok) values.set(key, read.value);
		else problems.push({ field: key, message: read.message });
	}
	return { values, problems };
}

/** The first per-stage list sets the number of stages; a single value serves every stage. */
function apply(start: Design, values: ReadonlyMap<string, FieldValue>) {
	const { fields } = start.family;
	const lists = fields.filter(isPerStage);
	const lengthOf = (key: string) => {
		const value = values.get(key);
		return typeof value === 'object' ? value.length : 0;
	};
	const leading = lists.find((field) => lengthOf(field.key) > 1);
	const first = lists[0];
	const stages =
		first && lengthOf(first.key) > 0
			? lengthOf(first.key)
			: leading
				? lengthOf(leading.key)
				: stageCount(start);

	let design = stages === stageCount(start) ? start : withStageCount(start, stages);
	const mismatches: Problem[] = [];
	for (const [key, value] of values) {
		const perStage = lists.some((field) => field.key === key);
		if (!perStage || lengthOf(key) === stages) design = withValue(design, key, value);
		else if (lengthOf(key) === 1 && typeof value === 'object')
			design = withValue(design, key, everywhere(value[0] ?? 0, stages));
		else {
			mismatches.push({
				field: key,
				message: `${key}: ${lengthOf(key)} values for ${stages} stages; permitted: 1 or ${stages}`
			});
		}
	}
	return { design, mismatches };
}
