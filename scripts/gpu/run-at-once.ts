import type { RunContext } from '../../src/lib/benchmark/run-context.ts';

/** A run that nobody stops and no page hides. */
export const atOnce = <Progress extends { phase: string }>(
	tell: (phase: string) => void = () => {}
): RunContext<Progress> => {
	let phase = '';
	return {
		onProgress(progress) {
			// A phase is told once, however often it reports.
			if (progress.phase !== phase) tell(progress.phase);
			phase = progress.phase;
		},
		yieldOrStop: () => new Promise((resolve) => setImmediate(resolve))
	};
};
