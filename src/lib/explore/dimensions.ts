import { stageCount, type Design } from '../arch/design.ts';
import {
	nearestIn,
	printValue,
	sameValue,
	type Field,
	type FieldValue,
	type NumberRange,
	type Option
} from '../arch/fields.ts';
import { atHeight, toSize } from '../arch/size.ts';
import { depthsInRatio } from '../arch/stage-ratio.ts';
import type { Coordinate, How } from './coordinate.ts';
import { lineCoordinates, lineModes } from './varied-lines.ts';

/**
 * A field of the base that varies, and over which values. `how` is `null` for a single value. Lines
 * vary by the choices of one, which is then their only value.
 */
export type Dimension = Readonly<{
	key: string;
	how: How | null;
	values: readonly FieldValue[];
}>;

/** Designs that differ from a base in the fields that vary. */
export type Space = Readonly<{ base: Design; dimensions: readonly Dimension[] }>;

/** The most values that one dimension may have. */
export const MOST_VALUES = 1000;

/** The fields of a design that can vary: numbers, single choices and lines that change a metric. */
export const variable = ({ family }: Design): readonly Field[] =>
	family.fields.filter(
		({ role, kind }) =>
			role !== 'batch' && role !== 'form' && kind !== 'stage-choice' && kind !== 'list'
	);

export const fieldOf = ({ family }: Design, key: string): Field | null =>
	family.fields.find((field) => field.key === key) ?? null;

/** A field that is known to be one of the design’s. */
export function knownField(base: Design, key: string): Field {
	const field = fieldOf(base, key);
	if (!field) throw new Error(`there is no field ${key}`);
	return field;
}

const numbers = (value: FieldValue | undefined): readonly number[] =>
	Array.isArray(value) ? value.map(Number) : [];

/** The ways in which a field of a design can vary; `null` alone for a single value. */
export function modesOf(base: Design, field: Field): readonly (How | null)[] {
	if (field.kind === 'lines') return lineModes(field, base.config);
	if (field.kind !== 'per-stage') return [null];
	const stages = stageCount(base);
	if (stages === 1) return ['1'];
	const single = Array.from({ length: stages }, (_, i): How => `${i + 1}`);
	if (field.role === 'width') {
		const others: readonly How[] = ['each', 'all', ...single];
		return field.max / 2 ** (stages - 1) < field.min ? others : ['double', ...others];
	}
	if (field.role === 'depth') return ['each', 'ratio', 'all', ...single];
	return ['all', 'each', ...single];
}

/** What the values of a dimension may be; `null` for a field that holds no numbers. */
export function rangeOf(base: Design, field: Field, how: How | null): NumberRange | null {
	if (field.kind !== 'number' && field.kind !== 'size' && field.kind !== 'per-stage') return null;
	const { min, max, step, nudge } = field;
	const stages = stageCount(base);
	if (how === 'double') return { min, max: Math.floor(max / 2 ** (stages - 1)), step, nudge };
	if (how === 'ratio') {
		const depths = numbers(base.config[field.key]);
		const total = depths.reduce((sum, depth) => sum + depth, 0);
		const most = Math.floor((max * total) / Math.max(...depths));
		return { min: stages, max: Math.max(stages, most), step: 1, nudge: 1 };
	}
	return { min, max, step, nudge };
}

/** The values of a field that holds no numbers: its options, on and off, or every subset. */
export function optionsOf(field: Field): readonly Option[] {
	switch (field.kind) {
		case 'choice':
			return field.options;
		case 'switch':
			return [
				{ value: 'off', label: 'off' },
				{ value: 'on', label: 'on' }
			];
		case 'set': {
			const subsets = Array.from({ length: 2 ** field.options.length }, (_, bits) =>
				field.options.filter((_, i) => (bits >> i) & 1)
			);
			return subsets.map((subset) => ({
				value: printValue(
					field,
					subset.map(({ value }) => value)
				),
				label: subset.length === 0 ? 'none' : subset.map(({ label }) => label).join(' + ')
			}));
		}
		default:
			return [];
	}
}

const always = () => true;

/** How a value changes a field as it comes. */
type Change = (present: FieldValue, value: FieldValue) => FieldValue;

const inStage =
	(stage: number): Change =>
	(present, value) =>
		numbers(present).map((old, i) => (i === stage ? Number(value) : old));

/** A size varies by its height. */
const ofHeight =
	(range: NumberRange): Change =>
	(present, value) =>
		atHeight(toSize(present), Number(value), nearestIn(range));

function changed(how: How | null): Change {
	switch (how) {
		case null:
			return (_, value) => value;
		case 'all':
			return (present, value) => numbers(present).map(() => Number(value));
		case 'double':
			return (present, value) => numbers(present).map((_, stage) => Number(value) * 2 ** stage);
		case 'ratio':
			return (present, value) => depthsInRatio(numbers(present), Number(value));
		case 'each':
			throw new Error('each stage is a coordinate of its own');
		default:
			return inStage(Number(how) - 1);
	}
}

/** What a coordinate alone does with one of its values. */
function alone(
	values: readonly FieldValue[],
	change: Change
): Pick<Coordinate, 'values' | 'apply' | 'find'> {
	return {
		values,
		apply: (present, digit) => {
			const value = values[digit(0)];
			return value === undefined ? present : change(present, value);
		},
		find: (wanted) => {
			const at = values.findIndex((value) => sameValue(change(wanted, value), wanted));
			return at < 0 ? null : [at];
		}
	};
}

const SUFFIX: Readonly<Record<string, string>> = { double: ' 1, doubling', ratio: ', in all' };

/** All that a draw decides, in the order in which it is decided. */
export function coordinatesOf({ base, dimensions }: Space): readonly Coordinate[] {
	return dimensions.flatMap(({ key, how, values }, dimension): Coordinate[] => {
		const field = knownField(base, key);
		if (field.kind === 'lines')
			return [...lineCoordinates(field, base.config, how, String(values[0] ?? ''), dimension)];
		const options = optionsOf(field);
		const names = values.map((value) => {
			const text = printValue(field, value);
			return options.find((option) => option.value === text)?.label ?? text;
		});
		const common = { key, names, dimension, applies: field.applies ?? always };
		if (how === 'each')
			return Array.from({ length: stageCount(base) }, (_, stage) => ({
				...common,
				...alone(values, inStage(stage)),
				label: `${field.label} ${stage + 1}`
			}));
		const high = field.kind === 'size' && typeof base.config[key] === 'object' ? ' height' : '';
		const suffix = how === null || how === 'all' ? high : (SUFFIX[how] ?? ` ${how}`);
		return [
			{
				...common,
				...alone(values, field.kind === 'size' ? ofHeight(field) : changed(how)),
				label: `${field.label}${suffix}`
			}
		];
	});
}

/** How many combinations there are, valid or not; above 2^53 it is no longer exact. */
export const gridSize = (coordinates: readonly Coordinate[]): number =>
	coordinates.reduce((product, { values }) => product * values.length, 1);
