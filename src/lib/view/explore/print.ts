import { metrics } from '../../count/metrics.ts';
import { stageCount, stageName, type Design } from '../../arch/design.ts';
import { printValue, type FieldValue } from '../../arch/fields.ts';
import { type AxisName } from '../../explore/axes.ts';
import type { Coordinate, How } from '../../explore/coordinate.ts';
import {
	coordinatesOf,
	fieldOf,
	gridSize,
	type Dimension,
	type Space
} from '../../explore/dimensions.ts';
import { exact, printAs } from '../../kit/format.ts';

/** A metric as it is read in a table or on a tooltip; empty where it is not known. */
export const printMetric = (name: AxisName, value: number): string =>
	Number.isNaN(value) ? '' : printAs(metrics[name].format, value);

/** What stands along an axis: the metric and its unit. */
export function axisTitle(name: AxisName): string {
	const { label, unit } = metrics[name];
	return label === unit ? label : `${label}, ${unit}`;
}

/** The coordinates of a dimension whose lines vary; none of others. */
const lineChoices = (space: Space, dimension: number): readonly Coordinate[] =>
	coordinatesOf(space).filter((one) => one.isLine && one.dimension === dimension);

/** What varies, as headings of a table: a field, or each choice of a line. */
export const headings = (space: Space): readonly string[] =>
	space.dimensions.flatMap(({ key, how }, i) => {
		const choices = lineChoices(space, i);
		if (choices.length > 0) return choices.map(({ label }) => label);
		const label = fieldOf(space.base, key)?.label ?? key;
		return Number(how) > 0 ? `${label} ${how}` : label;
	});

/** The options that a line has of its choices; nothing for choices that do not apply. */
const lineValues = (choices: readonly Coordinate[], value: FieldValue): readonly string[] => {
	const values = choices.map(() => '');
	choices.forEach(({ find }, i) =>
		find(value)?.forEach((digit, after) => {
			values[i + after] = choices[i + after]?.names[digit ?? -1] ?? '';
		})
	);
	return values;
};

const optionLabel = (design: Design, key: string, value: FieldValue): string => {
	const field = fieldOf(design, key);
	if (!field) return String(value);
	const text = printValue(field, value);
	if (field.kind !== 'choice') return text.replaceAll(',', ', ');
	return field.options.find((option) => option.value === value)?.label ?? text;
};

/** The values of a design in what varies. */
export const valuesOf = (space: Space, design: Design): readonly string[] =>
	space.dimensions.flatMap(({ key, how }, i) => {
		const value = design.config[key];
		if (value === undefined) return '';
		const choices = lineChoices(space, i);
		if (choices.length > 0) return lineValues(choices, value);
		if (typeof value !== 'object') return optionLabel(design, key, value);
		if (Number(how) > 0) return String(value[Number(how) - 1]);
		const same = value.every((item) => item === value[0]);
		return how === 'all' && same && value.length > 0
			? String(value[0])
			: optionLabel(design, key, value);
	});

const RAISED = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** `2,750`, or `3.6 × 10⁹` where every digit would say too much. */
export function printGrid(size: number): string {
	if (size < 1e6) return exact(size);
	const [digits = '', power = ''] = size.toExponential(1).split('e+');
	return `${digits} × 10${[...power].map((digit) => RAISED[Number(digit)]).join('')}`;
}

/** How many values a dimension has; of a line, how many lines it makes. */
export const variants = (base: Design, dimension: Dimension): string => {
	const isLine = fieldOf(base, dimension.key)?.kind === 'lines';
	const coordinates = isLine ? coordinatesOf({ base, dimensions: [dimension] }) : [];
	return isLine ? printGrid(gridSize(coordinates)) : String(dimension.values.length);
};

/** What a single value of a list is for: “stage 2” or, of rows that share stages, “stage 3, row 2”. */
export const partName = (base: Design, key: string, how: How | null): string => {
	const field = fieldOf(base, key);
	const at = Number(how) - 1;
	const isRow = field?.kind !== 'lines' || field.count(base.config) === stageCount(base);
	return isRow ? stageName(base, at) : `stage ${at + 1}`;
};

/** How many combinations a space has. */
export const combinations = (space: Space): string => {
	const size = gridSize(coordinatesOf(space));
	return `${printGrid(size)} ${size === 1 ? 'combination' : 'combinations'}`;
};
