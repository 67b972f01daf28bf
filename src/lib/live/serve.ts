import { probeBackends } from './backends.ts';
import { breath } from './breath.ts';
import { Cancelled, failureOf } from './failure.ts';
import type { Surroundings } from './surroundings.ts';
import type { FromWorker, Progress, ToWorker } from './protocol.ts';
import { createSight } from './sight.ts';

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
	const sight = createSight();

	/** tfjs comes with the imports here, when the first network is to run. */
	async function work(task: Task, around: Surroundings): Promise<FromWorker> {
		const { id } = task;
		switch (task.type) {
			case 'run': {
				const { runNetwork } = await import('./run.ts');
				return { type: 'done', id, card: await runNetwork(task.request, around) };
			}
			case 'turns': {
				const { runTurns } = await import('./run-turns.ts');
				return { type: 'turned', id, turns: await runTurns(task.request, around) };
			}
			case 'peaks': {
				const { runPeaks } = await import('./peaks/run-peaks.ts');
				return { type: 'peaked', id, peaks: await runPeaks(task.request, around) };
			}
			case 'sweep': {
				const { runSweep } = await import('./run-sweep.ts');
				return { type: 'swept', id, sweep: await runSweep(task.request, around) };
			}
			case 'calibrate': {
				const { calibrate } = await import('./predict/calibrate.ts');
				return { type: 'calibrated', id, calibration: await calibrate(task.request, around) };
			}
		}
	}

	async function answer(task: Task): Promise<FromWorker> {
		const { id } = task;
		let told = -Infinity;
		let phase = '';
		function report(progress: Progress): void {
			const now = performance.now();
			if (progress.phase === phase && now - told < PROGRESS_EVERY) return;
			[told, phase] = [now, progress.phase];
			port.postMessage({ type: 'progress', id, progress });
		}
		try {
			return await work(task, {
				report,
				async breathe() {
					await breath();
					while (!sight.seen() && id > stopped) {
						report({ phase: 'paused' });
						await sight.change();
					}
					if (id <= stopped) throw new Cancelled();
				},
				hides: sight.hides
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
				sight.wake();
				break;
			case 'seen':
				sight.set(data.seen);
				break;
		}
	});
}
