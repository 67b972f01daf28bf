import { stageName, withValue, type Design } from '../../arch/design.ts';
import { nearestIn, nearestPermitted, type NumberRange } from '../../arch/fields.ts';
import { atHeight, heightOf, toSize } from '../../arch/size.ts';
import { doublingFrom } from '../../arch/stage-ratio.ts';
import { metricsOf } from '../design-metrics.ts';
import { LOCKABLE_METRICS, type LockableMetricId } from '../metrics.ts';

/** A value of every metric that can be locked. */
export type Costs = Readonly<Record<LockableMetricId, number>>;

const costsOf = (design: Design): Costs | null => metricsOf(design, LOCKABLE_METRICS);

/** A number of a design: a field, or one stage of it. */
export type FieldPlace = Readonly<{
	key: string;
	stage: number | null;
	/** Whether widths move with it, each twice the one before. */
	together?: boolean;
}>;

/** What one step of a number does, before it is taken. */
export type ElasticityStep = Readonly<{
	place: FieldPlace;
	label: string;
	from: number;
	to: number;
	/** Relative change of every metric; `null` where the step leads to no design. */
	changes: Costs | null;
}>;

/** One nudge up or, at the end of the range, down. */
function nudgeOf(value: number, range: NumberRange): number {
	const up = nearestPermitted(value + range.nudge, range);
	return up === value ? nearestPermitted(value - range.nudge, range) : up;
}

function relative(before: Costs, after: Costs | null): Costs | null {
	if (!after) return null;
	const change = (metric: LockableMetricId) => after[metric] / before[metric] - 1;
	return Object.fromEntries(LOCKABLE_METRICS.map((metric) => [metric, change(metric)])) as Costs;
}

/** What one step of a number does; `null` where there is no such number, or it changes nothing. */
export function stepOf(design: Design, place: FieldPlace): ElasticityStep | null {
	const { key, stage } = place;
	const field = design.family.fields.find((candidate) => candidate.key === key);
	const value = design.config[key];
	const before = costsOf(design);
	if (!field || !before || field.applies?.(design.config) === false) return null;
	if (field.kind === 'number' && typeof value === 'number') {
		const to = nudgeOf(value, field);
		const changes = relative(before, costsOf(withValue(design, key, to)));
		return { place, label: field.label, from: value, to, changes };
	}
	if (field.kind === 'size') {
		const size = toSize(value);
		const from = heightOf(size);
		const to = nudgeOf(from, field);
		const next = atHeight(size, to, nearestIn(field));
		const changes = relative(before, costsOf(withValue(design, key, next)));
		const label = typeof size === 'number' ? field.label : `${field.label} height`;
		return { place, label, from, to, changes };
	}
	if (field.kind !== 'per-stage' || stage === null || !Array.isArray(value)) return null;
	const from = Number(value[stage]);
	if (!Number.isFinite(from)) return null;
	const to = nudgeOf(from, field);
	const doubled =
		place.together && field.role === 'width' ? doublingFrom(to, stage, value.length) : null;
	const next = (doubled ?? value.map((old, i) => (i === stage ? to : Number(old)))).map((item) =>
		nearestPermitted(item, field)
	);
	const changes = relative(before, costsOf(withValue(design, key, next)));
	const label = `${doubled ? 'all widths' : field.label}, ${stageName(design, stage)}`;
	return { place, label, from, to, changes };
}

/** One step of every number that changes a metric. */
export function stepsOf(design: Design): readonly ElasticityStep[] {
	return design.family.fields
		.flatMap((field): readonly (ElasticityStep | null)[] => {
			const value = design.config[field.key];
			if (field.kind === 'number' || field.kind === 'size')
				return [stepOf(design, { key: field.key, stage: null })];
			if (field.kind !== 'per-stage' || !Array.isArray(value)) return [];
			return value.map((_, stage) => stepOf(design, { key: field.key, stage }));
		})
		.filter((step) => step !== null)
		.filter(({ changes }) => !changes || LOCKABLE_METRICS.some((metric) => changes[metric] !== 0));
}
