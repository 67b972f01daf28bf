import { engine } from '@tensorflow/tfjs-core';
import { expectNoError, guardDeviceLoss } from '../../runtimes/tfjs/device-loss.ts';
import { backendLabel, chooseBackend, probeBackends } from '../../runtimes/backends.ts';
import type { PeaksProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { openBackend } from '../../runtimes/tfjs/open.ts';
import { peakOf, type Peaks, type PeaksRequest } from './peaks.ts';
import { tfjsTrials } from '../../runtimes/tfjs/peak-trials.ts';
import { webGpuTrials } from '../../runtimes/webgpu/peak-trials.ts';

/**
 * Measures what a backend reaches on this device at best.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runPeaks(
	request: PeaksRequest,
	{ onProgress, yieldOrStop }: RunContext<PeaksProgress>
): Promise<Peaks> {
	const { backend, fallback } = chooseBackend(await probeBackends(), request.backend);
	onProgress({ phase: 'backend', label: backendLabel(backend), fallback });
	await yieldOrStop();
	const opened = await openBackend(backend.name);
	engine().startScope('peaks');
	try {
		const end = opened.watch();
		const trials = opened.device ? await webGpuTrials(opened.device) : tfjsTrials(backend.name);
		const { arithmetic, memory, free } = trials;
		const total = arithmetic.length + memory.length;
		const clock = () => performance.now();
		const trialDone = (before: number) => (done: number) => {
			onProgress({ phase: 'peaks', done: before + done, total });
			return yieldOrStop();
		};
		const peaks = async () => ({
			arithmetic: await peakOf(arithmetic, clock, trialDone(0)),
			memory: await peakOf(memory, clock, trialDone(arithmetic.length))
		});
		const found = await guardDeviceLoss(opened, peaks());
		await expectNoError(opened, end);
		free();
		return {
			...found,
			backend: backend.name,
			backendLabel: backendLabel(backend),
			adapter: backend.adapter,
			fallback,
			when: new Date().toISOString()
		};
	} finally {
		engine().endScope();
		opened.close();
	}
}
