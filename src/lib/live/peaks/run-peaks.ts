import { engine } from '@tensorflow/tfjs-core';
import { expectNoError, whileAlive } from '../alive.ts';
import { backendLabel, chooseBackend, probeBackends } from '../backends.ts';
import type { Surroundings } from '../surroundings.ts';
import { openBackend } from '../open/open.ts';
import { peakOf, type Peaks, type PeaksRequest } from './peaks.ts';
import { tfjsTrials } from './tfjs.ts';
import { webGpuTrials } from './webgpu.ts';

/**
 * Measures what a backend reaches on this device at best.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runPeaks(
	request: PeaksRequest,
	{ report, breathe }: Surroundings
): Promise<Peaks> {
	const { backend, fallback } = chooseBackend(await probeBackends(), request.backend);
	report({ phase: 'backend', label: backendLabel(backend), fallback });
	await breathe();
	const opened = await openBackend(backend.name);
	engine().startScope('peaks');
	try {
		const end = opened.watch();
		const trials = opened.device ? await webGpuTrials(opened.device) : tfjsTrials(backend.name);
		const { arithmetic, memory, free } = trials;
		const total = arithmetic.length + memory.length;
		const clock = () => performance.now();
		const told = (before: number) => (done: number) => {
			report({ phase: 'peaks', done: before + done, total });
			return breathe();
		};
		const peaks = async () => ({
			arithmetic: await peakOf(arithmetic, clock, told(0)),
			memory: await peakOf(memory, clock, told(arithmetic.length))
		});
		const found = await whileAlive(opened, peaks());
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
