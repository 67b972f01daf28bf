import { examine, presetNames, type Design as AppDesign, type Network } from '../arch/design.ts';
import { printValue, type Field } from '../arch/fields.ts';
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

/** @throws DesignError when there is any problem */
export function accepted({ design, problems }: Settled): AppDesign {
	if (problems.length > 0) throw new DesignError(problems);
	return design;
}

const isValue = (value: unknown): value is FieldValue =>
	['number', 'boolean', 'string'].includes(typeof value) ||
	(Array.isArray(value) && value.every((item) => /^(number|string)$/.test(typeof item)));

/** Values as a link would say them; what is no value becomes a text that its field refuses. */
export const settingsOf = (
	known: readonly Field[],
	values: Readonly<Record<string, unknown>>
): readonly Setting[] =>
	Object.entries(values).map(([key, value]) => {
		const field = known.find((one) => one.key === key);
		return [key, field && isValue(value) ? printValue(field, value) : String(value)];
	});

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
	const known = behind.get(given);
	if (known) return known;
	const start = accepted(readPreset(String(given.preset)));
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
