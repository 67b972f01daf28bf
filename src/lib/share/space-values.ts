import type { Design } from '../arch/design.ts';
import {
	permitted,
	printValue,
	readValue,
	type Field,
	type FieldValue,
	type NumberRange,
	type Parsed
} from '../arch/fields.ts';
import type { How } from '../explore/coordinate.ts';
import { MOST_VALUES, optionsOf, rangeOf } from '../explore/dimensions.ts';
import { stepOf, steps } from '../explore/steps.ts';
import { cut } from '../json/text.ts';

const NUMBER = '\\d{1,9}(?:\\.\\d{1,6})?';
const STEPS = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})(?:\\.\\.(${NUMBER}))?$`);

/** Values as they stand in a link: `3..11..2` for even steps, `3/7/31` for others, `basic/inverted`. */
export function printValues(field: Field, values: readonly FieldValue[]): string {
	if (field.kind === 'lines') return field.print(values.map(String));
	const step = stepOf(values);
	if (step === null) return values.map((value) => printValue(field, value)).join('/');
	return `${String(values[0])}..${String(values.at(-1))}..${step}`;
}

const refuse = (what: string, text: string, allowed: string): { ok: false; message: string } => ({
	ok: false,
	message: `${what}: “${cut(text, 60)}” is not permitted; permitted: ${allowed}`
});

const distinct = (
	field: Pick<Field, 'kind'>,
	values: readonly FieldValue[]
): readonly FieldValue[] => [
	...new Map(values.map((value) => [printValue(field, value), value])).values()
];

function readNumbers(range: NumberRange, what: string, text: string): Parsed<readonly number[]> {
	const field: Field = {
		kind: 'number',
		key: what,
		label: what,
		group: 'Stages',
		help: '',
		...range
	};
	const allowed = `${permitted(field)}, one by one as 3/5/9 or in steps as 3..9..2`;
	const values: number[] = [];
	for (const part of text.split('/')) {
		const [, from, to, by] = STEPS.exec(part) ?? [];
		const step = Number(by ?? range.step);
		if (from !== undefined && !(Number(to) >= Number(from) && step > 0))
			return refuse(what, part, allowed);
		const few = from === undefined ? [part] : steps(Number(from), Number(to), step).map(String);
		if (few.length >= MOST_VALUES || values.length + few.length > MOST_VALUES)
			return refuse(what, part, `up to ${MOST_VALUES} values`);
		for (const one of few) {
			const read = readValue(field, one);
			if (!read.ok || typeof read.value !== 'number') return refuse(what, one, allowed);
			values.push(read.value);
		}
	}
	return { ok: true, value: values };
}

/** Brackets and bars may come as `%7B`. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Reads the values of a dimension. A refusal names the field and what is permitted. */
export function readValues(
	base: Design,
	field: Field,
	how: How | null,
	text: string
): Parsed<readonly FieldValue[]> {
	const range = rangeOf(base, field, how);
	const what = how === null ? field.key : `${field.key}.${how}`;
	if (range) {
		const read = readNumbers(range, what, text);
		return read.ok ? { ok: true, value: distinct(field, read.value) } : read;
	}
	if (field.kind === 'lines') {
		const read = field.vary(decoded(text));
		return read.ok ? { ok: true, value: [read.value.text] } : read;
	}
	const values: FieldValue[] = [];
	for (const part of text.split('/')) {
		const read = readValue(field, part);
		if (!read.ok)
			return refuse(
				what,
				part,
				optionsOf(field)
					.map(({ value }) => value)
					.join(' / ')
			);
		values.push(read.value);
	}
	return { ok: true, value: distinct(field, values) };
}
