import { cut } from '../json/text.ts';
import { isSize, printSize, readSize } from './size.ts';
import { sidesOf } from './net.ts';
import type { Choice } from './block-text/variants/template.ts';

/** A value that a person edits: a number or size, a choice or switch, a list per stage, or a set of names. */
export type FieldValue = number | boolean | string | readonly number[] | readonly string[];

/** A family's settings as its fields see them. */
export type Config = Readonly<Record<string, FieldValue>>;

/**
 * What a field is to a network of any family. Few have a role:
 *
 * - `depth`, `width`, `resolution`: blocks, channels and the size of the input image
 * - `channels`: of the input image
 * - `kernel`, `expansion`: of a block's spatial convolution, and of its hidden channels over its width
 * - `classes`: outputs of the classifier, 0 for none
 * - `batch`: images in one pass, which no count depends on
 * - `form`: chooses between forms of the same arithmetic
 */
export type FieldRole =
	| 'depth'
	| 'width'
	| 'resolution'
	| 'channels'
	| 'kernel'
	| 'expansion'
	| 'classes'
	| 'batch'
	| 'form';

type Common = Readonly<{
	key: string;
	label: string;
	role?: FieldRole;
	group: 'Stages' | 'Block' | 'Stem' | 'Around' | 'Input';
	/** One sentence for a person who meets the term for the first time. */
	help: string;
	/** Whether the field changes anything in this design; a field that does not is disabled. */
	applies?: (config: Config) => boolean;
	/** Whether more of it can cost less, as where maps are padded up to whole windows. */
	uneven?: true;
}>;

/** Permitted numbers: `min`, `min + step`, ... up to `max`. `nudge` is what one arrow key moves. */
export type NumberRange = Readonly<{ min: number; max: number; step: number; nudge: number }>;
export type Option = Readonly<{ value: string; label: string }>;

export type NumberField = Common & NumberRange & Readonly<{ kind: 'number' }>;
/** A number of pixels for both sides of an image, or its height and its width; each within the range. */
export type SizeField = Common & NumberRange & Readonly<{ kind: 'size' }>;
/** A list with a value for each stage; `most` says how many there may be, where not `MAX_STAGES`. */
type PerStage = Common & Readonly<{ most?: number }>;
export type PerStageField = PerStage & NumberRange & Readonly<{ kind: 'per-stage' }>;
export type StageChoiceField = PerStage &
	Readonly<{ kind: 'stage-choice'; options: readonly Option[] }>;
/** Any count of numbers up to `most`, none among them. */
export type ListField = Common & NumberRange & Readonly<{ kind: 'list'; most: number }>;
export type ChoiceField = Common & Readonly<{ kind: 'choice'; options: readonly Option[] }>;
export type SetField = Common & Readonly<{ kind: 'set'; options: readonly Option[] }>;
/** A line with choices in it, and the lines that it makes. */
export type VariedLine = Readonly<{
	/** As it is kept. */
	text: string;
	choices: readonly Choice[];
	/** The line with an option of each choice; those of choices that do not apply are not looked at. */
	at(options: ArrayLike<number>): string;
	/** The options that make a line, `null` for choices that do not apply; `null` where none are found. */
	find(line: string): readonly (number | null)[] | null;
}>;

/** Lines of text in a language of their own, which the field reads and prints. */
export type LinesField = Common &
	Readonly<{
		kind: 'lines';
		/** How many there may be. */
		most: number;
		permits: string;
		read(text: string): Parsed<readonly string[]>;
		print(lines: readonly string[]): string;
		/** How many lines a design uses; the last of its list goes on for all that follow. */
		count(config: Config): number;
		/** What a line with choices may be, in words. */
		varies: string;
		vary(text: string): Parsed<VariedLine>;
		/** The operations of a line in one order, wherever they stand in it. */
		operations(line: string): readonly string[];
		/** A line with a choice that a person would most likely try, or without one. */
		propose(line: string): string;
	}>;
export type SwitchField = Common & Readonly<{ kind: 'switch' }>;
export type Field =
	| NumberField
	| SizeField
	| ListField
	| PerStageField
	| StageChoiceField
	| ChoiceField
	| SetField
	| LinesField
	| SwitchField;
/** A field with one value for the whole network. */
export type SingleField = Exclude<Field, PerStageField | StageChoiceField>;

/** Whether a field has a value for each stage. */
export const isPerStage = (field: Field): field is PerStageField | StageChoiceField =>
	field.kind === 'per-stage' || field.kind === 'stage-choice';

/**
 * The field with a role, if a family has one.
 *
 * @param config leaves out those that change nothing there
 */
export const fieldWithRole = (
	fields: readonly Field[],
	role: FieldRole,
	config?: Config
): Field | undefined =>
	fields.find((field) => field.role === role && (!config || field.applies?.(config) !== false));

/** What is wrong with a design, at the field that can mend it. `stage` counts from 0. */
export type Problem = Readonly<{ field: string; stage?: number; message: string }>;

/** The permitted values of a field in words, for messages and help. */
export function permitted(field: Field): string {
	switch (field.kind) {
		case 'number':
			return range(field);
		case 'size':
			return `${range(field)}, or two of them as height x width`;
		case 'per-stage':
			return `${range(field)}, one for each stage separated by commas`;
		case 'list':
			return `none, or up to ${field.most} ${range(field)}, separated by commas`;
		case 'stage-choice':
			return `${names(field)}, one for each stage separated by commas`;
		case 'choice':
			return names(field);
		case 'set':
			return `none, or any of ${names(field)}`;
		case 'lines':
			return field.permits;
		case 'switch':
			return 'on, off';
	}
}

const names = ({ options }: Readonly<{ options: readonly Option[] }>): string =>
	options.map((option) => option.value).join(', ');

function range({ min, max, step }: NumberRange): string {
	if (step === 1) return `whole numbers from ${min} to ${max}`;
	if (step === 2 && min % 2 === 1) return `odd numbers from ${min} to ${max}`;
	return `${min} to ${max} in steps of ${step}`;
}

/** Of a step: more than rounding in binary can be off, less than any decimal that is no multiple. */
const OFF = 1e-6;

function isPermitted(value: number, { min, max, step }: NumberRange): boolean {
	const steps = (value - min) / step;
	return value >= min && value <= max && Math.abs(steps - Math.round(steps)) < OFF;
}

/** The permitted number nearest to any number. */
export function nearestPermitted(value: number, { min, max, step }: NumberRange): number {
	const clamped = Math.min(max, Math.max(min, value));
	const snapped = min + Math.round((clamped - min) / step) * step;
	const nearest = snapped > max ? snapped - step : snapped;
	// Steps of a hundredth add up to 2.3000000000000003.
	return Number.isInteger(step) ? nearest : Number(nearest.toFixed(6));
}

/** The same for many numbers of one range. */
export const nearestIn =
	(range: NumberRange) =>
	(value: number): number =>
		nearestPermitted(value, range);

/** The short text of a value in a link or on the command line; `readValue` reads it back. */
export function printValue(field: Pick<Field, 'kind'> | LinesField, value: FieldValue): string {
	if ('print' in field) return field.print(value as readonly string[]);
	if (field.kind === 'size' && isSize(value)) return printSize(value);
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value !== 'object') return String(value);
	return value.length === 0 ? 'none' : value.join(',');
}

export type Parsed<T> = Readonly<{ ok: true; value: T } | { ok: false; message: string }>;

const refuse = (field: Field, text: string): { ok: false; message: string } => ({
	ok: false,
	message: `${field.key}: “${text.length > 40 ? `${cut(text, 40)}…` : text}” is not permitted; permitted: ${permitted(field)}`
});

// Number('') is 0 and Number('0x10') is 16: only plain decimals are meant.
const DECIMAL = /^-?\d{1,9}(\.\d{1,6})?$/;

/** Minus zero is zero: it is printed as that. */
const decimal = (text: string): number => Number(text) + 0;

/** Reads a field's value from text. The message of a refusal names the field and the permitted values. */
export function readValue(field: Field, text: string): Parsed<FieldValue> {
	const trimmed = text.trim();
	const parts = trimmed.split(',').map((part) => part.trim());
	switch (field.kind) {
		case 'number': {
			const value = decimal(trimmed);
			if (!DECIMAL.test(trimmed) || !isPermitted(value, field)) return refuse(field, text);
			return { ok: true, value };
		}
		case 'size': {
			const size = readSize(trimmed);
			const fits = size !== null && sidesOf(size).every((side) => isPermitted(side, field));
			return fits ? { ok: true, value: size } : refuse(field, text);
		}
		case 'per-stage': {
			const values = parts.map(decimal);
			const fits = parts.every((part) => DECIMAL.test(part)) && parts.length <= mostStages(field);
			if (!fits || !values.every((value) => isPermitted(value, field))) return refuse(field, text);
			return { ok: true, value: values };
		}
		case 'list': {
			if (trimmed === 'none') return { ok: true, value: [] };
			const values = parts.map(decimal);
			const fits = parts.every((part) => DECIMAL.test(part)) && parts.length <= field.most;
			return fits && values.every((value) => isPermitted(value, field))
				? { ok: true, value: values }
				: refuse(field, text);
		}
		case 'stage-choice': {
			const known = field.options.map((option) => option.value);
			const fits = parts.length <= mostStages(field) && parts.every((part) => known.includes(part));
			return fits ? { ok: true, value: parts } : refuse(field, text);
		}
		case 'choice':
			if (!field.options.some((option) => option.value === trimmed)) return refuse(field, text);
			return { ok: true, value: trimmed };
		case 'set': {
			if (trimmed === 'none') return { ok: true, value: [] };
			const known = field.options.map((option) => option.value);
			if (!parts.every((part) => known.includes(part))) return refuse(field, text);
			return { ok: true, value: known.filter((name) => parts.includes(name)) };
		}
		case 'lines':
			return field.read(trimmed);
		case 'switch':
			if (trimmed !== 'on' && trimmed !== 'off') return refuse(field, text);
			return { ok: true, value: trimmed === 'on' };
	}
}

export const MAX_STAGES = 6;

/** How many stages a field's lists may have. */
export const mostStages = (field: Field | undefined): number =>
	(field && isPerStage(field) ? field.most : undefined) ?? MAX_STAGES;

/** One value for every stage. */
export function everywhere(value: number | string, stages: number): FieldValue {
	const list = { length: stages };
	return typeof value === 'number' ? Array.from(list, () => value) : Array.from(list, () => value);
}

export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
	if (typeof a !== 'object' || typeof b !== 'object') return a === b;
	return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** A set with one name taken in or out, in the order of the field's options. */
export function toggled(
	field: SetField,
	chosen: readonly string[],
	name: string
): readonly string[] {
	const now = chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name];
	return field.options.map(({ value }) => value).filter((value) => now.includes(value));
}
