import { stageCount, type Design } from '../../arch/design.ts';
import { dimensionOf, queryAround } from '../../explore/default-space.ts';
import { fieldOf, rangeOf, type Dimension } from '../../explore/dimensions.ts';
import type { Query } from '../../explore/query.ts';

/** What varies, unless its values are none of what the new base permits: then a proposal for it. */
function fitted(base: Design, dimension: Dimension): Dimension {
	const field = fieldOf(base, dimension.key);
	const range = field && rangeOf(base, field, dimension.how);
	if (!field || !range) return dimension;
	const fits = dimension.values.every(
		(value) => Number(value) >= range.min && Number(value) <= range.max
	);
	return fits ? dimension : dimensionOf(base, field, dimension.how);
}

/** The same question around another design; where it has other fields, what varies is chosen anew. */
export function rebased(query: Query, base: Design): Query {
	const old = query.space.base;
	const alike = old.family === base.family && stageCount(old) === stageCount(base);
	if (!alike) return { ...queryAround(base), limits: query.limits };
	const dimensions = query.space.dimensions.map((dimension) => fitted(base, dimension));
	return { ...query, space: { base, dimensions } };
}
