import type { ThreadStart } from './thread-start.ts';

/** How long a browser may take to start a thread; the run goes on without those that take longer, ms. */
const PATIENCE_MS = 5000;

/** Resolves when a thread has begun to serve, and with `false` where it does not. */
const begun = (worker: Worker): Promise<boolean> =>
	new Promise((resolve) => {
		worker.addEventListener('message', () => resolve(true), { once: true });
		worker.addEventListener('error', () => resolve(false), { once: true });
		setTimeout(() => resolve(false), PATIENCE_MS);
	});

/** Threads beside the one that asks for them. */
export type Threads = Readonly<{ count: number; end: () => void }>;

/** Starts so many threads that serve calls; fewer where the browser does not start them all. */
export async function startThreads(
	count: number,
	start: Omit<ThreadStart, 'thread'>
): Promise<Threads> {
	const workers = Array.from(
		{ length: count },
		() => new Worker(new URL('./thread-worker.ts', import.meta.url), { type: 'module' })
	);
	const serving = await Promise.all(
		workers.map((worker, i) => {
			const thread = begun(worker);
			worker.postMessage({ ...start, thread: i + 1 } satisfies ThreadStart);
			return thread;
		})
	);
	const idle = workers.filter((_, i) => !serving[i]);
	for (const worker of idle) worker.terminate();
	return {
		count: count - idle.length,
		end: () => workers.forEach((worker) => worker.terminate())
	};
}
