import * as v from 'valibot';
import { reportSchema } from '../benchmark/report/schema.ts';
import { parsedBy } from '../json/schemas.ts';
import { REGIMES } from '../roadmap/steps.ts';

/** A step of the roadmap that was run. */
const result = v.pipe(
	v.object({ regime: v.picklist(REGIMES), step: v.string(), report: reportSchema }),
	v.readonly()
);

export type RoadmapResult = v.InferOutput<typeof result>;

export const parseRoadmapResult = parsedBy(result);
