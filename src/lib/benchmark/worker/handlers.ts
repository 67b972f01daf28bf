import type { RunContext } from '../run-context.ts';
import type { RequestOf, ResultOf, TaskName, Tasks } from '../tasks.ts';

type Handler<T extends TaskName> = (
	request: RequestOf<T>,
	context: RunContext<Tasks[T]['progress']>
) => Promise<ResultOf<T>>;

/** How each task is done. An engine comes with its import here, when it is first needed. */
export const handlers: { readonly [T in TaskName]: () => Promise<Handler<T>> } = {
	run: async () => (await import('../run.ts')).runNetwork,
	interleaved: async () => (await import('../interleaved/run-interleaved.ts')).runInterleaved,
	peaks: async () => (await import('../peaks/run-peaks.ts')).runPeaks,
	sweep: async () => (await import('../sweep/run-sweep.ts')).runSweep,
	classify: async () => (await import('../classify/run-classify.ts')).classifyImages,
	inspect: async () => (await import('../inspect/run-inspect.ts')).inspectLayer,
	fields: async () => (await import('../inspect/run-fields.ts')).measureFields,
	lesions: async () => (await import('../inspect/run-lesions.ts')).measureLesions,
	statistics: async () => (await import('../inspect/run-statistics.ts')).measureStatistics,
	watch: async () => (await import('../watch/run-watch.ts')).openWatch,
	frame: async () => (await import('../watch/run-watch.ts')).lookAtFrame,
	calibrate: async () => (await import('../calibration/calibrate.ts')).calibrate
};
