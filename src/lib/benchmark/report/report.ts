import type { InferOutput } from 'valibot';
import type { output, precisionCheck, reportSchema } from './schema.ts';

/** What the network gave for the first image of the batch, to see that it computed something. */
export type Output = InferOutput<typeof output>;

/** What values were kept as in a run, where not in float32, and what that does to the output. */
export type PrecisionCheck = InferOutput<typeof precisionCheck>;

/** Everything about one run, as plain data: enough to make it again. Times in ms, sizes in bytes. */
export type RunReport = InferOutput<typeof reportSchema>;
