import { Cancelled, failureOf } from '../../errors/failure.ts';
import { probeBackends } from '../../runtimes/runtimes.ts';
import type { Ask, FromWorker, ToWorker } from '../protocol.ts';
import type { RunContext } from '../run-context.ts';
import type { Progress, RequestOf, ResultOf, TaskName } from '../tasks.ts';
import { handlers } from './handlers.ts';
import { holdLock } from '../../workers/lifetime.ts';
import { release } from './held.ts';
import { createPageVisibility } from './page-visibility.ts';
import { yieldToEventLoop } from './yield.ts';

/** How often progress is reported at most, ms. */
const PROGRESS_EVERY = 50;

/** Tasks that leave something open for the next of their kind, and close what others left. */
const STAY_OPEN: ReadonlySet<TaskName> = new Set([
	'run',
	'inspect',
	'fields',
	'lesions',
	'statistics',
	'watch',
	'frame'
]);

/** Where requests come from and answers go: a worker's own scope. */
export type Port = Readonly<{
	postMessage(message: FromWorker): void;
	addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}>;

async function perform<T extends TaskName>(
	task: T,
	request: RequestOf<T>,
	context: RunContext<Progress>
): Promise<ResultOf<T>> {
	// What is measured has the device for itself.
	if (!STAY_OPEN.has(task)) release();
	const handle = await handlers[task]();
	return handle(request, context);
}

/** Answers requests. One task is done at a time: whoever asks waits for its end. */
export function serve(port: Port): void {
	/** Tasks up to this id are to stop. */
	let stopped = -1;
	const pageVisibility = createPageVisibility();

	async function answer({ id, task, request }: Ask): Promise<FromWorker> {
		let reported = -Infinity;
		let phase = '';
		function onProgress(progress: Progress): void {
			const now = performance.now();
			if (progress.phase === phase && now - reported < PROGRESS_EVERY) return;
			[reported, phase] = [now, progress.phase];
			port.postMessage({ type: 'progress', id, progress });
		}
		try {
			const result = await perform(task, request, {
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
			return { type: 'done', id, result };
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
			case 'ask':
				void answer(data).then((message) => port.postMessage(message));
				break;
			case 'stop':
				stopped = data.id;
				pageVisibility.wake();
				break;
			case 'release':
				release();
				break;
			case 'seen':
				pageVisibility.set(data.seen);
				break;
		}
	});

	void holdLock((alive) => port.postMessage(alive));
}
