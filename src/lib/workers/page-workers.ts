/**
 * Workers that a page starts for a worker. Firefox (seen in 153) now and then never returns from
 * `new Worker` inside a worker: about one in fifty. On the page it always does.
 */

/** From a worker: what the page is to do with a worker that it keeps for it, which has this number. */
export type ToPage = Readonly<
	{ type: 'page-worker'; id: number } & (
		| { act: 'start'; url: string; options: WorkerOptions | undefined }
		| { act: 'tell'; message: unknown }
		| { act: 'end' }
	)
>;

/** From the page: what such a worker has said, or that it broke. */
export type FromPage = Readonly<
	{ type: 'page-worker'; id: number } & ({ message: unknown } | { error: string })
>;

/** What is used of a worker's own scope. */
type Scope = Readonly<{
	postMessage: (message: ToPage) => void;
	addEventListener: (type: 'message', listener: (event: MessageEvent<FromPage>) => void) => void;
}>;

/** Whether a worker that is started inside a worker may never come. */
export const losesNestedWorkers = (): boolean => /\bGecko\//.test(navigator.userAgent);

/** In a worker: its `Worker` asks the page from now on. What is told is copied, never transferred. */
export function startWorkersOnPage(scope: Scope): void {
	const workers = new Map<number, PageWorker>();
	let last = 0;

	/** Stands for a worker on the page, as far as pools of threads use theirs. */
	class PageWorker extends EventTarget {
		onmessage: ((event: Event) => void) | null = null;
		onerror: ((event: Event) => void) | null = null;
		readonly #to = { type: 'page-worker', id: ++last } as const;

		constructor(url: string | URL, options?: WorkerOptions) {
			super();
			this.addEventListener('message', (event) => this.onmessage?.(event));
			this.addEventListener('error', (event) => this.onerror?.(event));
			workers.set(this.#to.id, this);
			scope.postMessage({ ...this.#to, act: 'start', url: String(url), options });
		}

		postMessage(message: unknown): void {
			scope.postMessage({ ...this.#to, act: 'tell', message });
		}

		terminate(): void {
			workers.delete(this.#to.id);
			scope.postMessage({ ...this.#to, act: 'end' });
		}
	}

	scope.addEventListener('message', ({ data }: MessageEvent<FromPage>) => {
		if (data.type !== 'page-worker') return;
		workers
			.get(data.id)
			?.dispatchEvent(
				'error' in data
					? new ErrorEvent('error', { message: data.error })
					: new MessageEvent('message', { data: data.message })
			);
	});
	Object.assign(scope, { Worker: PageWorker });
}
