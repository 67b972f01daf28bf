import type { InferOutput } from 'valibot';
import type { output, reportSchema } from './schema.ts';

/** What the network gave for the first image of the batch, to see that it computed something. */
export type Output = InferOutput<typeof output>;

/** Everything about one run, as plain data: enough to make it again. Times in ms, sizes in bytes. */
export type RunReport = InferOutput<typeof reportSchema>;
