import { NOT_LOADED, type Failure } from '../errors/failure.ts';
import type { Backend } from '../runtimes/backends.ts';
import type { FromWorker, Outcome, ToWorker, Unfinished } from './protocol.ts';
import type { Progress, ProgressOf, RequestOf, ResultOf, TaskName } from './tasks.ts';
import { pageVisibility, type Visibility } from './visibility.ts';
import { keepWorkers, type PageWorkers } from '../workers/keep-workers.ts';
import { whenReleased as lockReleased } from '../workers/lifetime.ts';
import type { FromPage } from '../workers/page-workers.ts';

/** What the client needs of a worker. */
export type WorkerLike = Readonly<{
	postMessage(message: ToWorker | FromPage, transfer?: Transferable[]): void;
	terminate(): void;
	addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
	addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}>;

export type ClientOptions = Readonly<{
	createWorker?: () => WorkerLike;
	/** How long a task may take to stop by itself before its worker is ended, ms. */
	patienceMs?: number;
	/** How long a backend may take to open, ms. */
	openingMs?: number;
	/** Whether anybody can see the page, and when that changes. */
	visibility?: Visibility;
	/** Calls back once nobody holds a lock any longer: a worker that closes itself raises no event. */
	whenReleased?: (lock: string, callback: () => void) => void;
}>;

export type LiveClient = Readonly<{
	/**
	 * Has a task done. One that is under way is cancelled: the newest request wins.
	 *
	 * @param transfer what of the request moves to the worker without being copied
	 */
	ask<T extends TaskName>(
		task: T,
		request: RequestOf<T>,
		onProgress?: (progress: ProgressOf<T>) => void,
		transfer?: Transferable[]
	): Promise<Outcome<ResultOf<T>>>;
	/** Cancels the task that is under way; done when it has ended. */
	stop(): Promise<void>;
	/** Whether a task is under way, which another one would cancel. */
	busy(): boolean;
	/** Done when no task is under way and none waits. */
	settled(): Promise<void>;
	/** Frees what a task has left open for the next of its kind; a task that is under way sees to it itself. */
	release(): void;
	/** What can run networks here. */
	backends(): Promise<readonly Backend[]>;
	/** Ends the worker. */
	dispose(): void;
}>;

/** A task on its way, whichever it is. */
type Pending = {
	readonly id: number;
	readonly message: ToWorker;
	readonly transfer: Transferable[];
	readonly onProgress: (progress: Progress) => void;
	/** Hands on what the worker found. */
	readonly deliver: (result: ResultOf<TaskName>) => void;
	/** Says why there is nothing. */
	readonly giveUp: (why: Unfinished) => void;
	readonly settled: Promise<unknown>;
	/** Set once it is to stop, by whom. */
	stopping: 'user' | 'newer' | null;
	timer: ReturnType<typeof setTimeout> | undefined;
};

const CRASHED: Failure = {
	code: 'worker-crashed',
	message: 'The worker that ran the network crashed.',
	advice: 'Run again. If it happens again, use a smaller batch, a smaller input or another backend.'
};

const PATIENCE_MS = 1000;

/** No backend has been seen to take so long; one that never opens would be waited for for ever. */
const OPENING_MS = 45_000;

const neverOpened = (label: string): Failure => ({
	code: 'backend-unavailable',
	message: `${label} did not start in time.`,
	advice: 'Run again. If it happens again, choose another backend.'
});

const startWorker = (): WorkerLike =>
	new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'live' });

/** The page's end of the live engine. The worker is started when it is first needed. */
export function createLiveClient(options: ClientOptions = {}): LiveClient {
	const {
		createWorker = startWorker,
		patienceMs = PATIENCE_MS,
		openingMs = OPENING_MS,
		visibility = pageVisibility,
		whenReleased = lockReleased
	} = options;
	let worker: WorkerLike | null = null;
	/** Whether the worker has said anything: one that breaks before has not come at all. */
	let heard = false;
	let active: Pending | null = null;
	let next: Pending | null = null;
	let lastId = 0;
	let unwatch = (): void => {};
	/** What it has the page start for it. */
	let kept: PageWorkers | null = null;
	const probes = new Map<number, (backends: readonly Backend[]) => void>();

	function ensureWorker(): WorkerLike {
		if (worker) return worker;
		const started = createWorker();
		const current = () => worker === started;
		const keeps = keepWorkers((message) => started.postMessage(message));
		started.addEventListener('message', ({ data }) => {
			if (!current()) return;
			heard = true;
			if (data.type === 'alive') {
				whenReleased(data.lock, () => {
					if (current()) crashed();
				});
			} else if (data.type === 'page-worker') keeps.receive(data);
			else receive(data);
		});
		const crash = (event: Event) => {
			event.preventDefault();
			if (current()) crashed();
		};
		started.addEventListener('error', crash);
		started.addEventListener('messageerror', crash);
		worker = started;
		kept = keeps;
		heard = false;
		const tell = () => started.postMessage({ type: 'seen', seen: visibility.seen() });
		if (!visibility.seen()) tell();
		unwatch = visibility.watch(tell);
		return started;
	}

	function endWorker(): void {
		unwatch();
		worker?.terminate();
		worker = null;
		kept?.end();
		kept = null;
	}

	function receive(message: Exclude<FromWorker, { type: 'alive' | 'page-worker' }>): void {
		if (message.type === 'probed') {
			probes.get(message.id)?.(message.backends);
			probes.delete(message.id);
			return;
		}
		if (message.id !== active?.id) return;
		switch (message.type) {
			case 'progress':
				if (active.stopping) break;
				expectMore(active, message.progress);
				active.onProgress(message.progress);
				break;
			case 'done':
				finish((pending) => pending.deliver(message.result));
				break;
			case 'cancelled':
				giveUp({ kind: 'cancelled', by: active.stopping ?? 'user' });
				break;
			case 'failed':
				// A new worker starts from nothing: no half-dead device, no memory left behind.
				endWorker();
				giveUp({ kind: 'failed', failure: message.failure });
				break;
		}
	}

	function crashed(): void {
		const failure = heard ? CRASHED : NOT_LOADED;
		endWorker();
		for (const settle of probes.values()) settle([]);
		probes.clear();
		giveUp({ kind: 'failed', failure });
	}

	/** Ends what opens a backend for ever; whatever else is said shows that it is open. */
	function expectMore(pending: Pending, progress: Progress): void {
		clearTimeout(pending.timer);
		if (progress.phase !== 'backend') return;
		pending.timer = setTimeout(() => {
			endWorker();
			giveUp({ kind: 'failed', failure: neverOpened(progress.label) });
		}, openingMs);
	}

	/** Settles the active run, then starts the one that waits. */
	function finish(settle: (pending: Pending) => void): void {
		if (active) {
			clearTimeout(active.timer);
			const { stopping } = active;
			if (stopping) active.giveUp({ kind: 'cancelled', by: stopping });
			else settle(active);
		}
		active = next;
		next = null;
		if (active) ensureWorker().postMessage(active.message, active.transfer);
	}

	const giveUp = (why: Unfinished): void => finish((pending) => pending.giveUp(why));

	function stopActive(pending: Pending, by: 'user' | 'newer'): void {
		if (pending.stopping) return;
		pending.stopping = by;
		clearTimeout(pending.timer);
		worker?.postMessage({ type: 'stop', id: pending.id });
		pending.timer = setTimeout(() => {
			endWorker();
			giveUp({ kind: 'cancelled', by });
		}, patienceMs);
	}

	function cancelNext(by: 'user' | 'newer'): void {
		next?.giveUp({ kind: 'cancelled', by });
		next = null;
	}

	/** Makes a task the next one; what is under way stops for it. */
	function ask<T extends TaskName>(
		task: T,
		request: RequestOf<T>,
		onProgress: (progress: ProgressOf<T>) => void = () => {},
		transfer: Transferable[] = []
	): Promise<Outcome<ResultOf<T>>> {
		const id = ++lastId;
		let resolve: (value: Outcome<ResultOf<T>>) => void = () => {};
		const settled = new Promise<Outcome<ResultOf<T>>>((settle) => (resolve = settle));
		cancelNext('newer');
		// What comes back under this id is of this task, which the types of messages cannot say.
		next = {
			id,
			message: { type: 'ask', id, task, request } as ToWorker,
			transfer,
			onProgress: onProgress as Pending['onProgress'],
			deliver: (result) => resolve({ kind: 'done', result: result as ResultOf<T> }),
			giveUp: resolve,
			settled,
			stopping: null,
			timer: undefined
		};
		if (active) stopActive(active, 'newer');
		else giveUp({ kind: 'cancelled', by: 'newer' });
		return settled;
	}

	return {
		ask,
		async stop() {
			cancelNext('user');
			if (!active) return;
			stopActive(active, 'user');
			await active.settled;
		},
		busy: () => active !== null,
		async settled() {
			while (active) await active.settled;
		},
		release() {
			if (!active) worker?.postMessage({ type: 'release' });
		},
		backends() {
			const id = ++lastId;
			return new Promise((resolve) => {
				probes.set(id, resolve);
				ensureWorker().postMessage({ type: 'probe', id });
			});
		},
		dispose() {
			cancelNext('user');
			endWorker();
			giveUp({ kind: 'cancelled', by: 'user' });
		}
	};
}
