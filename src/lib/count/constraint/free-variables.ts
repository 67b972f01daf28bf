import { stageName, withValue, type Design } from '../../arch/design.ts';
import {
	fieldWithRole,
	nearestIn,
	nearestPermitted,
	sameValue,
	type Field,
	type FieldRole,
	type NumberRange,
	type SizeField
} from '../../arch/fields.ts';
import { atHeight, heightOf, toSize } from '../../arch/size.ts';

/** A number of a design that may change so that a metric stays locked. */
export type FreeVariable = Readonly<{
	id: string;
	/** As in “by the width of stage 3”. */
	label: string;
	range: NumberRange;
	/** Whether more of it never makes a metric smaller, so that the search can halve. */
	rises: boolean;
	read: (design: Design) => number;
	apply: (design: Design, value: number) => Design;
	/** Whether an edit changed the very field. */
	isTouched: (before: Design, after: Design) => boolean;
}>;

const numbersOf = ({ config }: Design, key: string): readonly number[] => {
	const value = config[key];
	return Array.isArray(value) ? value.map(Number) : [];
};

const ofField = (field: Field & NumberRange, label: string): FreeVariable => ({
	id: field.key,
	label,
	range: field,
	rises: !field.uneven,
	read: ({ config }) => Number(config[field.key]),
	apply: (design, value) => withValue(design, field.key, value),
	isTouched: ({ config }, after) => !sameValue(config[field.key], after.config[field.key])
});

/** Both sides of an image in their proportion; its number is the height. */
const ofSize = (field: SizeField, label: string): FreeVariable => ({
	...ofField(field, label),
	read: ({ config }) => heightOf(toSize(config[field.key])),
	apply: (design, value) => {
		const size = toSize(design.config[field.key]);
		return withValue(design, field.key, atHeight(size, value, nearestIn(field)));
	}
});

const ofStage = (
	field: Field & NumberRange,
	what: string,
	stage: number,
	name: string
): FreeVariable => ({
	id: `${field.key}.${stage}`,
	label: `${what} of ${name}`,
	range: field,
	rises: true,
	read: (design) => numbersOf(design, field.key)[stage] ?? 0,
	apply: (design, value) =>
		withValue(
			design,
			field.key,
			numbersOf(design, field.key).map((old, i) => (i === stage ? value : old))
		),
	isTouched: (before, after) =>
		numbersOf(before, field.key)[stage] !== numbersOf(after, field.key)[stage]
});

/** All widths in the proportion that they have in `model`; its number is that of the first stage. */
function ofWidths(field: Field & NumberRange, model: Design): FreeVariable {
	const widths = numbersOf(model, field.key);
	const first = widths[0] ?? 1;
	return {
		id: field.key,
		label: 'all widths',
		range: field,
		rises: true,
		read: (design) => numbersOf(design, field.key)[0] ?? 0,
		apply: (design, value) =>
			withValue(
				design,
				field.key,
				widths.map((width) => nearestPermitted((width / first) * value, field))
			),
		isTouched: (before, after) => !sameValue(before.config[field.key], after.config[field.key])
	};
}

/** Roles of fields that can be free, the smoothest first. */
const FREE = [
	['width', 'width'],
	['depth', 'depth'],
	['resolution', 'input size']
] as const;

/** What can be free in a design: widths, depths and the input, the smoothest first. */
export function freeVariablesOf(design: Design): readonly FreeVariable[] {
	return FREE.flatMap(([role, name]): readonly FreeVariable[] => {
		const field = fieldWithRole(design.family.fields, role, design.config);
		if (field?.kind === 'number') return [ofField(field, name)];
		if (field?.kind === 'size') return [ofSize(field, name)];
		if (field?.kind !== 'per-stage') return [];
		const stages = numbersOf(design, field.key).map((_, stage) =>
			ofStage(field, name, stage, stageName(design, stage))
		);
		return role === 'width' && stages.length > 1 ? [ofWidths(field, design), ...stages] : stages;
	});
}

/**
 * The free variable of this name or, where the design has none, one that moves a metric finely: the
 * width of the stage with the most blocks.
 */
export function freeVariableFor(design: Design, id: string | undefined): FreeVariable | undefined {
	const freeVariables = freeVariablesOf(design);
	const keyOf = (role: FieldRole) =>
		fieldWithRole(design.family.fields, role, design.config)?.key ?? '';
	const depths = numbersOf(design, keyOf('depth'));
	const deepest = `${keyOf('width')}.${depths.indexOf(Math.max(...depths))}`;
	const find = (wanted: string | undefined) =>
		freeVariables.find((freeVariable) => freeVariable.id === wanted);
	return find(id) ?? find(deepest) ?? freeVariables[0];
}
