import { backendLabel } from '../../runtimes/backends.ts';
import type { PeaksProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { findBackend, withSession } from '../session.ts';
import { peakOf, type Peaks, type PeaksRequest } from './peaks.ts';

/**
 * Measures what a backend reaches on this device at best.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runPeaks(
	request: PeaksRequest,
	context: RunContext<PeaksProgress>
): Promise<Peaks> {
	const { backend, fallback } = await findBackend(request.backend, context);
	await context.yieldOrStop();
	return withSession(backend.name, async (session) => {
		const expectNoErrors = session.watchErrors();
		const { arithmetic, memory, free } = await session.peakTrials();
		const total = arithmetic.length + memory.length;
		const clock = () => performance.now();
		const trialDone = (before: number) => (done: number) => {
			context.onProgress({ phase: 'peaks', done: before + done, total });
			return context.yieldOrStop();
		};
		const found = {
			arithmetic: await peakOf(arithmetic, clock, trialDone(0)),
			memory: await peakOf(memory, clock, trialDone(arithmetic.length))
		};
		await expectNoErrors();
		free();
		return {
			...found,
			backend: backend.name,
			backendLabel: backendLabel(backend),
			adapter: backend.adapter,
			fallback,
			when: new Date().toISOString()
		};
	});
}
