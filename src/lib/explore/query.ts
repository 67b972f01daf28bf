import type { Design } from '../arch/design.ts';
import type { Family } from '../arch/family.ts';
import type { Config } from '../arch/fields.ts';
import type { Dimension, Space } from './dimensions.ts';
import type { Draw } from './draw.ts';
import { metrics, SPATIAL_METRICS, type SpatialMetricId } from '../count/metrics.ts';

/** From and to, both included, in the unit in which a person types the metric; open ends are infinite. */
export type Limit = readonly [least: number, most: number];
export type Limits = Readonly<Partial<Record<SpatialMetricId, Limit>>>;

/** A set of designs by what it is drawn from and how: the same query is the same set. */
export type Query = Readonly<{ space: Space; limits: Limits; draw: Draw }>;

/** Limits in the metrics' own units, in the order in which they are looked at. */
export type Bound = Readonly<{ metric: SpatialMetricId; least: number; most: number }>;

/** Those first that cost least to find. */
const ORDER: readonly SpatialMetricId[] = [...SPATIAL_METRICS].sort(
	(a, b) => Number(a === 'field') - Number(b === 'field')
);

export const boundsOf = (limits: Limits): readonly Bound[] =>
	ORDER.flatMap((metric) => {
		const limit = limits[metric];
		const { factor } = metrics[metric];
		return limit ? [{ metric, least: limit[0] * factor, most: limit[1] * factor }] : [];
	});

/** A query as it is posted to a worker, which has the families itself. */
export type PostedQuery = Readonly<{
	base: Readonly<{ family: string; preset: string; config: Config }>;
	dimensions: readonly Dimension[];
	limits: Limits;
	draw: Draw;
}>;

export const posted = ({ space: { base, dimensions }, ...query }: Query): PostedQuery => ({
	...query,
	dimensions,
	base: { ...base, family: base.family.id }
});

/** @throws Error when the page and the worker do not know the same families */
export function received(
	{ base, dimensions, ...query }: PostedQuery,
	families: readonly Family[]
): Query {
	const family = families.find(({ id }) => id === base.family);
	if (!family) throw new Error(`there is no family ${base.family}`);
	const design: Design = { ...base, family };
	return { ...query, space: { base: design, dimensions } };
}
