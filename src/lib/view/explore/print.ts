import { metrics } from '../../count/metrics.ts';
import type { Design } from '../../arch/design.ts';
import { printValue, type FieldValue } from '../../arch/fields.ts';
import { type AxisName } from '../../explore/axes.ts';
import { coordinatesOf, fieldOf, type Space } from '../../explore/dimensions.ts';
import { exact, printAs } from '../../kit/format.ts';

/** A metric as it is read in a table or on a tooltip; empty where it is not known. */
export const printMetric = (name: AxisName, value: number): string =>
	Number.isNaN(value) ? '' : printAs(metrics[name].format, value);

/** What stands along an axis: the metric and its unit. */
export function axisTitle(name: AxisName): string {
	const { label, unit } = metrics[name];
	return label === unit ? label : `${label}, ${unit}`;
}

/** What varies, as headings of a table. */
export const headings = ({ base, dimensions }: Space): readonly string[] =>
	dimensions.map(({ key, how }) => {
		const label = fieldOf(base, key)?.label ?? key;
		return Number(how) > 0 ? `${label} ${how}` : label;
	});

const optionLabel = (design: Design, key: string, value: FieldValue): string => {
	const field = fieldOf(design, key);
	if (!field) return String(value);
	const text = printValue(field, value);
	if (field.kind !== 'choice') return text.replaceAll(',', ', ');
	return field.options.find((option) => option.value === value)?.label ?? text;
};

/** The values of a design in what varies. */
export const valuesOf = ({ dimensions }: Space, design: Design): readonly string[] =>
	dimensions.map(({ key, how }) => {
		const value = design.config[key];
		if (value === undefined) return '';
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

/** How many combinations a space has. */
export const combinations = (space: Space): string => {
	const sizes = coordinatesOf(space).map(({ values }) => values.length);
	const size = sizes.reduce((product, length) => product * length, 1);
	return `${printGrid(size)} ${size === 1 ? 'combination' : 'combinations'}`;
};
