import blobWorker from './blob-worker.js?url&no-inline';
import type { FromPage, ToPage } from './page-workers.ts';

/** The workers that a page keeps for another. */
export type PageWorkers = Readonly<{ receive: (asked: ToPage) => void; end: () => void }>;

/** On the page: does what a worker asks for, until `end` ends all that it has started. */
export function keepWorkers(tell: (message: FromPage) => void): PageWorkers {
	const workers = new Map<number, Worker>();

	function start(id: number, url: string, options: WorkerOptions | undefined): void {
		const worker = new Worker(url.startsWith('blob:') ? blobWorker : url, options);
		if (url.startsWith('blob:')) worker.postMessage(url);
		worker.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
			tell({ type: 'page-worker', id, message: data })
		);
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			tell({ type: 'page-worker', id, error: event.message });
		});
		workers.set(id, worker);
	}

	return {
		receive(asked) {
			if (asked.act === 'start') start(asked.id, asked.url, asked.options);
			else if (asked.act === 'tell') workers.get(asked.id)?.postMessage(asked.message);
			else {
				workers.get(asked.id)?.terminate();
				workers.delete(asked.id);
			}
		},
		end() {
			for (const worker of workers.values()) worker.terminate();
			workers.clear();
		}
	};
}
