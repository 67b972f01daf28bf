import type { Backend } from '../runtimes/backends.ts';
import type { Failure } from '../errors/failure.ts';
import type { PeaksRequest } from './peaks/peaks.ts';
import type { CalibrationRequest } from '../predict/calibration.ts';
import type {
	CalibrationOutcome,
	FromWorker,
	Outcome,
	PeaksOutcome,
	Progress,
	RunRequest,
	SweepOutcome,
	ToWorker,
	InterleavedOutcome,
	Unfinished
} from './protocol.ts';
import type { SweepRequest } from './sweep/sweep.ts';
import type { InterleavedRequest } from './interleaved/interleaved.ts';
import { pageVisibility, type Visibility } from './visibility.ts';

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
	/** Whether anybody can see the page, and when that changes. */
	visibility?: Visibility;
}>;

export type LiveClient = Readonly<{
	/** Runs a network. A run that is under way is cancelled: the newest request wins. */
	run(request: RunRequest, onprogress?: (progress: Progress) => void): Promise<Outcome>;
	/** Times networks in turns. Takes the place of a run that is under way, as `run` does. */
	runInterleaved(
		request: InterleavedRequest,
		onprogress?: (progress: Progress) => void
	): Promise<InterleavedOutcome>;
	/** Measures a device's peaks. Takes the place of a run that is under way. */
	runPeaks(request: PeaksRequest, onprogress?: (progress: Progress) => void): Promise<PeaksOutcome>;
	/** Times a network at growing batches. Takes the place of a run that is under way. */
	runSweep(request: SweepRequest, onprogress?: (progress: Progress) => void): Promise<SweepOutcome>;
	/** Measures what predictions need. Takes the place of a run that is under way, as `run` does. */
	calibrate(
		request: CalibrationRequest,
		onprogress?: (progress: Progress) => void
	): Promise<CalibrationOutcome>;
	/** Cancels the run that is under way; done when it has ended. */
	stop(): Promise<void>;
	/** What can run networks here. */
	backends(): Promise<readonly Backend[]>;
	/** Ends the worker. */
	dispose(): void;
}>;

type Task = {
	readonly id: number;
	readonly message: ToWorker;
	readonly onprogress: (progress: Progress) => void;
	/** Hands on what the worker found. */
	readonly deliver: (message: FromWorker) => void;
	/** Says why there is nothing. */
	readonly give: (up: Unfinished) => void;
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

const startWorker = (): WorkerLike =>
	new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'live' });

/** The page's end of the live engine. The worker is started when it is first needed. */
export function createLiveClient(options: ClientOptions = {}): LiveClient {
	const {
		createWorker = startWorker,
		patienceMs = PATIENCE_MS,
		visibility = pageVisibility
	} = options;
	let worker: WorkerLike | null = null;
	let active: Task | null = null;
	let next: Task | null = null;
	let lastId = 0;
	let unwatch = (): void => {};
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
		const tell = () => started.postMessage({ type: 'seen', seen: visibility.seen() });
		if (!visibility.seen()) tell();
		unwatch = visibility.watch(tell);
		return started;
	}

	function endWorker(): void {
		unwatch();
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
			case 'turned':
			case 'peaked':
			case 'swept':
			case 'calibrated':
				finish((task) => task.deliver(message));
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
		endWorker();
		for (const settle of probes.values()) settle([]);
		probes.clear();
		giveUp({ kind: 'failed', failure: CRASHED });
	}

	/** Settles the active run, then starts the one that waits. */
	function finish(settle: (task: Task) => void): void {
		if (active) {
			clearTimeout(active.timer);
			const { stopping } = active;
			if (stopping) active.give({ kind: 'cancelled', by: stopping });
			else settle(active);
		}
		active = next;
		next = null;
		if (active) ensureWorker().postMessage(active.message);
	}

	const giveUp = (up: Unfinished): void => finish((task) => task.give(up));

	function stopActive(task: Task, by: 'user' | 'newer'): void {
		if (task.stopping) return;
		task.stopping = by;
		worker?.postMessage({ type: 'stop', id: task.id });
		task.timer = setTimeout(() => {
			endWorker();
			giveUp({ kind: 'cancelled', by });
		}, patienceMs);
	}

	function cancelNext(by: 'user' | 'newer'): void {
		next?.give({ kind: 'cancelled', by });
		next = null;
	}

	/** Makes a task the next one; what is under way stops for it. */
	function queue<R>(
		messageOf: (id: number) => ToWorker,
		resultOf: (message: FromWorker) => R | null,
		onprogress: Task['onprogress']
	): Promise<R | Unfinished> {
		const id = ++lastId;
		let resolve: (value: R | Unfinished) => void = () => {};
		const settled = new Promise<R | Unfinished>((settle) => (resolve = settle));
		const deliver = (message: FromWorker) => {
			const result = resultOf(message);
			if (result !== null) resolve(result);
		};
		cancelNext('newer');
		next = {
			id,
			message: messageOf(id),
			onprogress,
			deliver,
			give: resolve,
			settled,
			stopping: null,
			timer: undefined
		};
		if (active) stopActive(active, 'newer');
		else giveUp({ kind: 'cancelled', by: 'newer' });
		return settled;
	}

	return {
		run(request, onprogress = () => {}) {
			return queue(
				(id) => ({ type: 'run', id, request }),
				(message): Outcome | null =>
					message.type === 'done' ? { kind: 'done', report: message.report } : null,
				onprogress
			);
		},
		runInterleaved(request, onprogress = () => {}) {
			return queue(
				(id) => ({ type: 'turns', id, request }),
				(message): InterleavedOutcome | null =>
					message.type === 'turned' ? { kind: 'done', interleaved: message.interleaved } : null,
				onprogress
			);
		},
		runPeaks(request, onprogress = () => {}) {
			return queue(
				(id) => ({ type: 'peaks', id, request }),
				(message): PeaksOutcome | null =>
					message.type === 'peaked' ? { kind: 'done', peaks: message.peaks } : null,
				onprogress
			);
		},
		runSweep(request, onprogress = () => {}) {
			return queue(
				(id) => ({ type: 'sweep', id, request }),
				(message): SweepOutcome | null =>
					message.type === 'swept' ? { kind: 'done', sweep: message.sweep } : null,
				onprogress
			);
		},
		calibrate(request, onprogress = () => {}) {
			return queue(
				(id) => ({ type: 'calibrate', id, request }),
				(message): CalibrationOutcome | null =>
					message.type === 'calibrated' ? { kind: 'done', calibration: message.calibration } : null,
				onprogress
			);
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
			giveUp({ kind: 'cancelled', by: 'user' });
		}
	};
}
