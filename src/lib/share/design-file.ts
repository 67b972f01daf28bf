import { families, type Design } from '../arch/design.ts';
import type { FieldValue, Problem } from '../arch/fields.ts';
import { applySettings, readPreset, type Setting } from './settings.ts';

const APP = 'ConvNeXt Explorer';
const VERSION = 1;

/** A design as a file: its preset, and every setting in full, so that it can be read by eye. */
export function printDesignFile({ family, preset, config }: Design): string {
	const settings = Object.fromEntries(family.fields.map(({ key }) => [key, config[key]]));
	const text = JSON.stringify(
		{ app: APP, version: VERSION, family: family.id, preset, settings },
		null,
		'\t'
	);
	// A list of numbers is read best on one line.
	const lists = /\[\s+([^[\]{}]*?)\s+\]/g;
	return `${text.replace(lists, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`)}\n`;
}

export type OpenedDesign = Readonly<{ design: Design | null; problems: readonly Problem[] }>;

const refuse = (message: string): OpenedDesign => ({
	design: null,
	problems: [{ field: 'file', message }]
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isValue = (value: unknown): value is FieldValue =>
	['number', 'boolean', 'string'].includes(typeof value) ||
	(Array.isArray(value) && value.every((item) => ['number', 'string'].includes(typeof item)));

/** A value as a link would say it; what is no value at all becomes a text that its field refuses. */
function textOf(value: unknown): string {
	if (!isValue(value)) return JSON.stringify(value) ?? '';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value !== 'object') return String(value);
	return value.length === 0 ? 'none' : value.join(',');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const LONGEST = 100_000;

/**
 * Reads a design's file. Never throws: a file that holds no design gives none, a setting that cannot
 * be used is named among the problems, and the rest is kept.
 */
export function readDesignFile(text: string): OpenedDesign {
	if (text.length > LONGEST)
		return refuse(`the file has ${text.length} characters; permitted: up to ${LONGEST}`);
	const file = parsed(text);
	if (file === undefined) return refuse('the file is no JSON');
	if (!isRecord(file) || file.app !== APP) return refuse(`the file is no design of ${APP}`);
	if (file.version !== VERSION)
		return refuse(`the file has version ${String(file.version)}; permitted: ${VERSION}`);
	const family = families.find(({ id }) => id === file.family);
	if (!family) {
		const known = families.map(({ id }) => id).join(', ');
		return refuse(`“${String(file.family)}” is no family; there are: ${known}`);
	}
	if (!isRecord(file.settings)) return refuse('the file has no settings');

	// A preset of another family would bring settings that this one does not have.
	const named = readPreset(String(file.preset));
	const [first] = family.presets;
	if (!first) return refuse(`${family.label} has no presets`);
	const base =
		named.design.family === family
			? named.design
			: { family, preset: first[0], config: first[1].config };
	const settings = Object.entries(file.settings).map(([key, value]): Setting => [
		key,
		textOf(value)
	]);
	const settled = applySettings(base, settings);
	return { design: settled.design, problems: [...named.problems, ...settled.problems] };
}
