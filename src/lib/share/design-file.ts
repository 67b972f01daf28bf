import * as v from 'valibot';
import type { Design } from '../arch/design.ts';
import { families } from '../arch/families.ts';
import type { Family } from '../arch/family.ts';
import { printValue, type Problem } from '../arch/fields.ts';
import { isPlain, parseJson } from '../json/parse.ts';
import { problemText, shown } from '../json/problems.ts';
import { dictionary, oneOf, record, text } from '../json/schemas.ts';
import { applySettings, readPreset, type Setting } from './settings.ts';

const APP = 'ConvNeXt Explorer';
const VERSION = 1;

const schema = () =>
	record({
		app: v.literal(APP, JSON.stringify(APP)),
		version: v.literal(VERSION, String(VERSION)),
		family: oneOf(...families().map(({ id }) => id)),
		preset: text,
		/** By field; each is read for itself, so that one that cannot be used leaves the others. */
		settings: dictionary(v.unknown(), 'settings by field')
	});
type DesignFile = v.InferOutput<ReturnType<typeof schema>>;

/** What a field may hold. */
const fieldValue = v.union([
	v.number(),
	v.boolean(),
	v.string(),
	v.array(v.number()),
	v.array(v.string())
]);

/** A design as a file: its preset, and every setting in full, so that it can be read by eye. */
export function printDesignFile({ family, preset, config }: Design): string {
	const settings = Object.fromEntries(family.fields.map(({ key }) => [key, config[key]]));
	const file: DesignFile = { app: APP, version: VERSION, family: family.id, preset, settings };
	// A list of numbers is read best on one line.
	const lists = /\[\s+([^[\]{}]*?)\s+\]/g;
	const printed = JSON.stringify(file, null, '\t');
	return `${printed.replace(lists, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`)}\n`;
}

export type OpenedDesign = Readonly<{ design: Design | null; problems: readonly Problem[] }>;

const refuse = (...messages: readonly string[]): OpenedDesign => ({
	design: null,
	problems: messages.map((message) => ({ field: 'file', message }))
});

/** A value as a link would say it; what is no value at all becomes a text that its field refuses. */
const settingOf =
	({ fields }: Family) =>
	([key, value]: readonly [string, unknown]): Setting => {
		const field = fields.find((one) => one.key === key);
		return [key, field && v.is(fieldValue, value) ? printValue(field, value) : shown(value)];
	};

/** The preset that the file names; one of another family would bring settings that this one does not have. */
function baseOf({ family: id, preset }: DesignFile) {
	const { design, problems } = readPreset(preset);
	const family = families().find((one) => one.id === id) ?? design.family;
	const [first] = family.presets;
	if (design.family === family || !first) return { base: design, problems };
	return { base: { family, preset: first[0], config: first[1].config }, problems };
}

const LONGEST = 100_000;

/**
 * Reads a design's file, once all families are loaded. Never throws: a file that holds no design gives none, a setting that cannot
 * be used is named among the problems, and the rest is kept.
 */
export function readDesignFile(text: string): OpenedDesign {
	if (text.length > LONGEST)
		return refuse(`the file has ${text.length} characters; permitted: up to ${LONGEST}`);
	const value = parseJson(text);
	if (value === undefined) return refuse('the file is no JSON');
	if (!isPlain(value) || value.app !== APP) return refuse(`the file is no design of ${APP}`);
	const { success, output, issues } = v.safeParse(schema(), value);
	if (!success) return refuse(...issues.map(problemText));
	const { base, problems } = baseOf(output);
	const settled = applySettings(base, Object.entries(output.settings).map(settingOf(base.family)));
	return { design: settled.design, problems: [...problems, ...settled.problems] };
}
