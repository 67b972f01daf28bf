import type { Backend } from './backends.ts';
import type { Failure } from './failure.ts';
import type { FromWorker, Outcome, Progress, RunRequest, ToWorker } from './protocol.ts';

/** What the client needs of a worker. */
export type WorkerLike = Readonly<{
	postMessage(message: ToWorker): void;
	terminate(): void;
	addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
	addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}>;

export type ClientOptions = Readonly<{
	createWorker?: () => WorkerLike;
	/** How long a run may take to stop by itself before its worker is ended, ms. */
	patienceMs?: number;
}>;

export type LiveClient = Readonly<{
	/** Runs a network. A run that is under way is cancelled: the newest request wins. */
	run(request: RunRequest, onprogress?: (progress: Progress) => void): Promise<Outcome>;
	/** Cancels the run that is under way; done when it has ended. */
	stop(): Promise<void>;
	/** What can run networks here. */
	backends(): Promise<readonly Backend[]>;
	/** Ends the worker. */
	dispose(): void;
}>;

type Task = {
	readonly id: number;
	readonly request: RunRequest;
	readonly onprogress: (progress: Progress) => void;
	readonly settle: (outcome: Outcome) => void;
	readonly settled: Promise<Outcome>;
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

const startWorker = (): WorkerLike =>
	new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'live' });

/** The page's end of the live engine. The worker is started when it is first needed. */
export function createLiveClient(options: ClientOptions = {}): LiveClient {
	const { createWorker = startWorker, patienceMs = PATIENCE_MS } = options;
	let worker: WorkerLike | null = null;
	let active: Task | null = null;
	let next: Task | null = null;
	let lastId = 0;
	const probes = new Map<number, (backends: readonly Backend[]) => void>();

	function ensureWorker(): WorkerLike {
		if (worker) return worker;
		const started = createWorker();
		const current = () => worker === started;
		started.addEventListener('message', ({ data }) => {
			if (current()) receive(data);
		});
		const crash = (event: Event) => {
			event.preventDefault();
			if (current()) crashed();
		};
		started.addEventListener('error', crash);
		started.addEventListener('messageerror', crash);
		worker = started;
		return started;
	}

	function endWorker(): void {
		worker?.terminate();
		worker = null;
	}

	function receive(message: FromWorker): void {
		if (message.type === 'probed') {
			probes.get(message.id)?.(message.backends);
			probes.delete(message.id);
			return;
		}
		if (message.id !== active?.id) return;
		switch (message.type) {
			case 'progress':
				if (!active.stopping) active.onprogress(message.progress);
				break;
			case 'done':
				finish({ kind: 'done', card: message.card });
				break;
			case 'cancelled':
				finish({ kind: 'cancelled', by: active.stopping ?? 'user' });
				break;
			case 'failed':
				// A new worker starts from nothing: no half-dead device, no memory left behind.
				endWorker();
				finish({ kind: 'failed', failure: message.failure });
				break;
		}
	}

	function crashed(): void {
		endWorker();
		for (const settle of probes.values()) settle([]);
		probes.clear();
		finish({ kind: 'failed', failure: CRASHED });
	}

	/** Settles the active run, then starts the one that waits. */
	function finish(outcome: Outcome): void {
		if (active) {
			clearTimeout(active.timer);
			const { stopping } = active;
			active.settle(stopping ? { kind: 'cancelled', by: stopping } : outcome);
		}
		active = next;
		next = null;
		if (active) {
			const { id, request } = active;
			ensureWorker().postMessage({ type: 'run', id, request });
		}
	}

	function stopActive(task: Task, by: 'user' | 'newer'): void {
		if (task.stopping) return;
		task.stopping = by;
		worker?.postMessage({ type: 'stop', id: task.id });
		task.timer = setTimeout(() => {
			endWorker();
			finish({ kind: 'cancelled', by });
		}, patienceMs);
	}

	function cancelNext(by: 'user' | 'newer'): void {
		next?.settle({ kind: 'cancelled', by });
		next = null;
	}

	function createTask(request: RunRequest, onprogress: Task['onprogress']): Task {
		let settle: Task['settle'] = () => {};
		const settled = new Promise<Outcome>((resolve) => (settle = resolve));
		const id = ++lastId;
		return { id, request, onprogress, settle, settled, stopping: null, timer: undefined };
	}

	return {
		run(request, onprogress = () => {}) {
			const task = createTask(request, onprogress);
			cancelNext('newer');
			next = task;
			if (active) stopActive(active, 'newer');
			else finish({ kind: 'cancelled', by: 'newer' });
			return task.settled;
		},
		async stop() {
			cancelNext('user');
			if (!active) return;
			stopActive(active, 'user');
			await active.settled;
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
			finish({ kind: 'cancelled', by: 'user' });
		}
	};
}
