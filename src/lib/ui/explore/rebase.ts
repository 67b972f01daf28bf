import { stageCount, type Design } from '../../arch/design.ts';
import { queryAround } from '../../explore/default-space.ts';
import type { Query } from '../../explore/query.ts';

/** The same question around another design; where it has other fields, what varies is chosen anew. */
export function rebased(query: Query, base: Design): Query {
	const old = query.space.base;
	const alike = old.family === base.family && stageCount(old) === stageCount(base);
	if (alike) return { ...query, space: { ...query.space, base } };
	return { ...queryAround(base), limits: query.limits };
}
