import type { Design } from '../arch/design.ts';
import {
	fieldWithRole,
	nearestPermitted,
	readValue,
	type Field,
	type FieldRole,
	type FieldValue
} from '../arch/fields.ts';
import { heightOf, isSize } from '../arch/size.ts';
import { LARGEST_SET, type Draw } from './draw.ts';
import type { Query } from './query.ts';
import type { How } from './coordinate.ts';
import {
	coordinatesOf,
	gridSize,
	optionsOf,
	rangeOf,
	modesOf,
	type Dimension,
	type Space
} from './dimensions.ts';
import { steps } from './steps.ts';
import { firstLine } from './varied-lines.ts';

const first = (value: FieldValue | undefined): number =>
	Array.isArray(value) ? Number(value[0] ?? 0) : Number(value);

/** A number in the base, as a dimension varies it. */
function present(design: Design, key: string, how: How | null): number {
	const value = design.config[key];
	if (how === null && isSize(value)) return heightOf(value);
	if (!Array.isArray(value)) return first(value);
	const numbers = value.map(Number);
	if (how === 'ratio') return numbers.reduce((sum, one) => sum + one, 0);
	if (how === 'each') return Math.max(...numbers);
	return numbers[how === null || how === 'all' || how === 'double' ? 0 : Number(how) - 1] ?? 0;
}

/** Every option, or numbers from about half of the base's to one and a half of it, on a grid. */
function around(design: Design, field: Field, how: How | null): readonly FieldValue[] {
	if (field.kind === 'lines') return [field.propose(firstLine(field, design.config, how))];
	const range = rangeOf(design, field, how);
	if (!range) {
		return optionsOf(field).flatMap(({ value }) => {
			const read = readValue(field, value);
			return read.ok ? [read.value] : [];
		});
	}
	const now = present(design, field.key, how);
	const { nudge } = range;
	const snap = (value: number) =>
		nearestPermitted(Math.max(range.min, Math.round(value / nudge) * nudge), range);
	if (field.role === 'kernel') return steps(3, Math.max(11, now), 2);
	if (field.role === 'expansion') return steps(2, Math.max(6, now), 1);
	if (how === 'each' && field.role === 'depth') return steps(1, Math.min(range.max, 2 * now), 1);
	const [low, high] = [snap(now / 2), snap(now * 1.5)];
	const step = Math.max(nudge, Math.round((high - low) / 12 / nudge) * nudge);
	return steps(low, high, Math.max(step, range.step));
}

/** A dimension to start from: what a person would most likely try. */
export function dimensionOf(design: Design, field: Field, how?: How | null): Dimension {
	const mode = how === undefined ? (modesOf(design, field)[0] ?? null) : how;
	return { key: field.key, how: mode, values: around(design, field, mode) };
}

/** What varies where nobody has said so: depth, width, kernel, expansion and block lines, as far as there are any. */
function defaultDimensions(design: Design): readonly Dimension[] {
	const wanted: readonly (readonly [role: FieldRole, ofStages: How])[] = [
		['depth', 'each'],
		['width', 'double'],
		['kernel', 'each'],
		['expansion', 'all']
	];
	const ofRoles = wanted.flatMap(([role, ofStages]) => {
		const field = fieldWithRole(design.family.fields, role, design.config);
		if (!field) return [];
		const how = field.kind === 'per-stage' ? ofStages : null;
		const modes = modesOf(design, field);
		return [dimensionOf(design, field, modes.includes(how) ? how : (modes[0] ?? null))];
	});
	const lines = design.family.fields.filter(
		({ kind, group }) => kind === 'lines' && group === 'Block'
	);
	return [...ofRoles, ...lines.map((field) => dimensionOf(design, field))];
}

export const DEFAULT_COUNT = 2000;
export const DEFAULT_SEED = 1;

/** The space that a design is explored in when nothing is said of it. */
export function queryAround(base: Design): Query {
	const space: Space = { base, dimensions: defaultDimensions(base) };
	const small = gridSize(coordinatesOf(space)) <= 2 * DEFAULT_COUNT;
	const draw: Draw = small
		? { kind: 'sweep' }
		: { kind: 'sample', count: DEFAULT_COUNT, seed: DEFAULT_SEED };
	return { space, limits: {}, draw };
}

/** The query, or a sample of its space where that has become too large to sweep. */
export function drawable(query: Query): Query {
	if (query.draw.kind === 'sample' || gridSize(coordinatesOf(query.space)) <= LARGEST_SET)
		return query;
	return { ...query, draw: { kind: 'sample', count: DEFAULT_COUNT, seed: DEFAULT_SEED } };
}
