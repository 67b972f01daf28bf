import { lineAt, withoutRepeats } from '../arch/families/custom/config.ts';
import type { Config, FieldValue, LinesField, VariedLine } from '../arch/fields.ts';
import type { Coordinate, How } from './coordinate.ts';

const lines = (value: FieldValue | undefined): readonly string[] =>
	Array.isArray(value) ? value.map(String) : [];

/** Whether all lines that a design uses are one. */
function isOneLine(field: LinesField, config: Config): boolean {
	const own = lines(config[field.key]);
	return own.slice(0, field.count(config)).every((line) => line === own[0]);
}

/** The ways in which the lines of a design can vary; `null` alone where there is one. */
export function lineModes(field: LinesField, config: Config): readonly (How | null)[] {
	if (field.most === 1) return [null];
	const single = Array.from({ length: field.count(config) }, (_, i): How => `${i + 1}`);
	return isOneLine(field, config) ? ['all', 'each', ...single] : [...single, 'all', 'each'];
}

/** The line that a way of varying begins with. */
export const firstLine = (field: LinesField, config: Config, how: How | null): string =>
	lineAt(lines(config[field.key]), Number(how) > 0 ? Number(how) - 1 : 0);

/** A line with choices that was read before. */
function known(field: LinesField, text: string): VariedLine {
	const read = field.vary(text);
	if (!read.ok) throw new Error(read.message);
	return read.value;
}

/** What a draw decides of lines: an option of each of their choices, for each line that varies by itself. */
export function lineCoordinates(
	field: LinesField,
	config: Config,
	how: How | null,
	text: string,
	dimension: number
): readonly Coordinate[] {
	const varied = known(field, text);
	const count = field.count(config);
	const sole = { label: '', names: [varied.text || 'none'], within: null };
	const choices = varied.choices.length > 0 ? varied.choices : [sole];

	/** @param row the line that it stands for, from 0; `null` for all */
	function group(row: number | null): readonly Coordinate[] {
		const put = (present: readonly string[], line: string): readonly string[] =>
			withoutRepeats(
				Array.from({ length: count }, (_, i) =>
					row === null || row === i ? line : lineAt(present, i)
				)
			);
		const taken = new Set<string>();
		return choices.map(({ label, names }, i): Coordinate => {
			const title = `${field.label}${row === null ? '' : ` ${row + 1}`}${label === '' ? '' : `: ${label}`}`;
			let own = title;
			for (let number = 2; taken.has(own); number++) own = `${title} (${number})`;
			taken.add(own);
			return {
				...{ key: field.key, label: own, names, values: names, dimension },
				isLine: true,
				applies: () => true,
				apply: (present, digit) =>
					i > 0 ? present : put(lines(present), varied.at(choices.map((_, at) => digit(at)))),
				find: (wanted) => {
					if (i > 0) return [];
					const found = varied.find(lineAt(lines(wanted), row ?? 0));
					if (!found) return null;
					return varied.choices.length === 0 ? [0] : found;
				}
			};
		});
	}
	if (how === 'each') return Array.from({ length: count }, (_, row) => group(row)).flat();
	return group(Number(how) > 0 ? Number(how) - 1 : null);
}
