import { probeBackends } from '../../runtimes/backends.ts';
import { yieldToEventLoop } from './yield.ts';
import { Cancelled, failureOf } from '../../errors/failure.ts';
import type { RunContext } from '../run-context.ts';
import type { FromWorker, Progress, ToWorker } from '../protocol.ts';
import { createPageVisibility } from './page-visibility.ts';

/** How often progress is told at most, ms. */
const PROGRESS_EVERY = 50;

/** Where requests come from and answers go: a worker's own scope. */
export type Port = Readonly<{
	postMessage(message: FromWorker): void;
	addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}>;

type Task = Exclude<ToWorker, { type: 'probe' | 'stop' | 'seen' }>;

/** Answers requests. One network runs at a time: whoever asks waits for the end of a run. */
export function serve(port: Port): void {
	/** Runs up to this id are to stop. */
	let stopped = -1;
	const pageVisibility = createPageVisibility();

	/** tfjs comes with the imports here, when the first network is to run. */
	async function work(task: Task, around: RunContext): Promise<FromWorker> {
		const { id } = task;
		switch (task.type) {
			case 'run': {
				const { runNetwork } = await import('../run.ts');
				return { type: 'done', id, report: await runNetwork(task.request, around) };
			}
			case 'turns': {
				const { runInterleaved } = await import('../interleaved/run-interleaved.ts');
				return { type: 'turned', id, interleaved: await runInterleaved(task.request, around) };
			}
			case 'peaks': {
				const { runPeaks } = await import('../peaks/run-peaks.ts');
				return { type: 'peaked', id, peaks: await runPeaks(task.request, around) };
			}
			case 'sweep': {
				const { runSweep } = await import('../sweep/run-sweep.ts');
				return { type: 'swept', id, sweep: await runSweep(task.request, around) };
			}
			case 'calibrate': {
				const { calibrate } = await import('../calibration/calibrate.ts');
				return { type: 'calibrated', id, calibration: await calibrate(task.request, around) };
			}
		}
	}

	async function answer(task: Task): Promise<FromWorker> {
		const { id } = task;
		let told = -Infinity;
		let phase = '';
		function onProgress(progress: Progress): void {
			const now = performance.now();
			if (progress.phase === phase && now - told < PROGRESS_EVERY) return;
			[told, phase] = [now, progress.phase];
			port.postMessage({ type: 'progress', id, progress });
		}
		try {
			return await work(task, {
				onProgress,
				async yieldOrStop() {
					await yieldToEventLoop();
					while (!pageVisibility.seen() && id > stopped) {
						onProgress({ phase: 'paused' });
						await pageVisibility.change();
					}
					if (id <= stopped) throw new Cancelled();
				},
				hides: pageVisibility.hides
			});
		} catch (error) {
			if (error instanceof Cancelled) return { type: 'cancelled', id };
			return { type: 'failed', id, failure: failureOf(error) };
		}
	}

	port.addEventListener('message', ({ data }) => {
		switch (data.type) {
			case 'probe':
				void probeBackends().then((backends) =>
					port.postMessage({ type: 'probed', id: data.id, backends })
				);
				break;
			case 'run':
			case 'turns':
			case 'peaks':
			case 'sweep':
			case 'calibrate':
				void answer(data).then((message) => port.postMessage(message));
				break;
			case 'stop':
				stopped = data.id;
				pageVisibility.wake();
				break;
			case 'seen':
				pageVisibility.set(data.seen);
				break;
		}
	});
}
