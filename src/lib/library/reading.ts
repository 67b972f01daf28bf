import { examine, presetNames, type Design as AppDesign, type Network } from '../arch/design.ts';
import { printValue, type Field } from '../arch/fields.ts';
import { isPlain } from '../json/parse.ts';
import { shown } from '../json/problems.ts';
import { readLink } from '../share/link.ts';
import { applySettings, readPreset, type Setting, type Settled } from '../share/settings.ts';
import { DesignError, type Design, type FieldValue } from './design.ts';

/** The app's design behind one that was handed out, so that it is not read again. */
const behind = new WeakMap<Design, AppDesign>();

/** Hands out a design. What weights it was asked for with is no part of the network. */
export function handOut({ family, preset, config }: AppDesign): Design {
	const design: Design = { preset, fields: config };
	behind.set(design, { family, preset, config });
	return design;
}

/** A refusal of what TypeScript would not have let in. */
const refused = (field: string, value: unknown, permitted: string): DesignError =>
	new DesignError([
		{ field, message: `${field}: ${shown(value)} is not permitted; permitted: ${permitted}` }
	]);

/** @throws DesignError when there is any problem */
export function accepted({ design, problems }: Settled): AppDesign {
	if (problems.length > 0) throw new DesignError(problems);
	return design;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isValue = (value: unknown): value is FieldValue =>
	['number', 'boolean', 'string'].includes(typeof value) ||
	(Array.isArray(value) && value.every((item) => /^(number|string)$/.test(typeof item)));

/** A value as a link would say it; what is no value becomes a text that its field refuses. */
function textOf(field: Field | undefined, value: unknown): string {
	if (isText(value)) return value;
	// Lines of blocks are texts.
	const fits = !field || !('print' in field) || (Array.isArray(value) && value.every(isText));
	if (field && fits && isValue(value)) return printValue(field, value);
	return shown(value);
}

/**
 * Values of fields as a link would say them.
 *
 * @throws DesignError when they are no fields at all
 */
export function settingsOf(
	known: readonly Field[],
	values: Readonly<Record<string, unknown>>
): readonly Setting[] {
	if (!isPlain(values)) throw refused('fields', values, 'an object with the values of fields');
	return Object.entries(values).map(([key, value]) => [
		key,
		textOf(
			known.find((one) => one.key === key),
			value
		)
	]);
}

/** What stands after the `#` of an address, or the text itself where there is none. */
const linkIn = (text: string): string => text.slice(text.indexOf('#') + 1).trim();

function readText(text: string): AppDesign {
	const link = linkIn(text);
	if (link !== '') return accepted(readLink(link, presetNames()));
	const message = 'preset: there is no name; permitted: one that presets() lists, or a link';
	throw new DesignError([{ field: 'preset', message }]);
}

/** @throws DesignError when it names no preset, or a field holds what is not permitted */
export function appDesign(given: Design | string): AppDesign {
	if (typeof given === 'string') return readText(given);
	if (!isPlain(given)) throw refused('design', given, 'a design or its text');
	const known = behind.get(given);
	if (known) return known;
	if (!isText(given.preset)) throw refused('preset', given.preset, 'a name that presets() lists');
	const start = accepted(readPreset(given.preset));
	const read = accepted(applySettings(start, settingsOf(start.family.fields, given.fields)));
	behind.set(given, read);
	return read;
}

/** @throws DesignError when it has no network */
export function networkOf(app: AppDesign): Network {
	const examined = examine(app);
	if (examined.ok) return examined.network;
	throw new DesignError(examined.problems);
}
