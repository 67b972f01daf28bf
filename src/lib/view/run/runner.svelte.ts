import type { LiveClient } from '../../benchmark/client.ts';
import type { Progress, ProgressOf, RequestOf, ResultOf, TaskName } from '../../benchmark/tasks.ts';
import type { Failure } from '../../errors/failure.ts';
import type { Backend } from '../../runtimes/backends.ts';

/** A task as a panel asks for it, again and again: at most one run under way, and how the last ended. */
export class Job<T extends TaskName> {
	readonly #client: LiveClient;
	readonly #task: T;
	readonly #onProgress: (progress: ProgressOf<T>) => void;
	#request = $state.raw<RequestOf<T> | null>(null);
	#ticking: ReturnType<typeof setInterval> | undefined;
	/** The request that a person is asked about, and how they answer. */
	#asked: Readonly<{ request: RequestOf<T>; answer: (go: boolean) => void }> | null = null;

	/** What can run here; empty until it is known. */
	backends = $state.raw<readonly Backend[]>([]);
	progress = $state.raw<Progress | null>(null);
	/** Seconds since the run began to do what it does now. */
	seconds = $state(0);
	result = $state.raw<ResultOf<T> | null>(null);
	failure = $state.raw<Failure | null>(null);
	/** Whether the last failure is a question, which `permit` answers. */
	readonly asks = $derived(this.failure?.code === 'large');
	/** Why the last run has no result, if it was cancelled. */
	note = $state('');
	readonly running = $derived(this.#request !== null);
	/** Whether it waits for the worker to end something else. */
	waiting = $state(false);
	/** Which of those that wait may go on: the newest. */
	#turn = 0;

	/** @param onProgress called besides, with all progress */
	constructor(
		client: LiveClient,
		task: T,
		onProgress: (progress: ProgressOf<T>) => void = () => {}
	) {
		this.#client = client;
		this.#task = task;
		this.#onProgress = onProgress;
	}

	/** Whether the worker does something else, that a run of this would cancel. */
	isTaken = (): boolean => this.#client.busy() && !this.running;

	/**
	 * Waits until the worker does nothing else, so that nothing is cancelled.
	 *
	 * @returns whether it may run now: another may have been asked for, or it was given up
	 */
	afterOthers = async (): Promise<boolean> => {
		const turn = ++this.#turn;
		this.waiting = this.isTaken();
		if (this.waiting) await this.#client.settled();
		if (turn !== this.#turn) return false;
		this.waiting = false;
		return true;
	};

	look = async (): Promise<void> => {
		this.backends = await this.#client.backends();
	};

	/**
	 * Runs a task. What takes much memory waits for `permit`, or for what comes in its place.
	 *
	 * @returns `null` where there is no result; why is in `failure` or `note`
	 */
	run = async (request: RequestOf<T>): Promise<ResultOf<T> | null> => {
		this.#begin(request);
		const outcome = await this.#client.ask(this.#task, request, (now) => {
			this.#onProgress(now);
			this.#advance(now);
		});
		if (this.#request !== request) return null;
		this.#end();
		switch (outcome.kind) {
			case 'done':
				this.result = outcome.result;
				return outcome.result;
			case 'failed':
				this.failure = outcome.failure;
				if (!this.asks || !(await this.#ask(request))) return null;
				return this.run({ ...request, mayBeLarge: true });
			case 'cancelled':
				this.note ||=
					outcome.by === 'newer' ? 'Cancelled: another measurement began.' : 'Cancelled.';
				return null;
		}
	};

	/** Lets the run that was asked about take the memory that it needs. */
	permit = (): void => this.#asked?.answer(true);

	stop = (): void => {
		if (this.waiting) this.#giveUp();
		else void this.#client.stop();
	};

	/** Ends the run unless what it is about is still on screen. */
	keepIf = (onScreen: (request: RequestOf<T>) => boolean): void => {
		if (this.#asked && !onScreen(this.#asked.request)) {
			this.failure = null;
			this.#asked.answer(false);
		}
		if (this.#request === null || onScreen(this.#request)) return;
		this.note = 'Cancelled, because the design changed.';
		this.stop();
	};

	/** Ends the run, if there is one; the client stays for others. */
	leave = (): void => {
		this.#giveUp();
		this.#asked?.answer(false);
		if (this.#request === null) return;
		this.#end();
		this.stop();
	};

	/** Ends the client too. */
	dispose = (): void => {
		this.#asked?.answer(false);
		if (this.running) this.note = 'Cancelled, because the page was left.';
		this.#end();
		this.#client.dispose();
	};

	/** What waits for others waits no longer. */
	#giveUp(): void {
		this.#turn++;
		this.waiting = false;
	}

	#ask(request: RequestOf<T>): Promise<boolean> {
		return new Promise((resolve) => {
			const answer = (go: boolean) => {
				this.#asked = null;
				resolve(go);
			};
			this.#asked = { request, answer };
		});
	}

	#begin(request: RequestOf<T>): void {
		this.#asked?.answer(false);
		this.#request = request;
		this.failure = null;
		this.note = '';
		this.#advance(null);
		clearInterval(this.#ticking);
		this.#ticking = setInterval(() => (this.seconds += 1), 1000);
	}

	#advance(next: Progress | null): void {
		if (next?.phase !== this.progress?.phase) this.seconds = 0;
		this.progress = next;
	}

	#end(): void {
		this.#request = null;
		clearInterval(this.#ticking);
	}
}
