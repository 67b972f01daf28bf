import type { LiveClient } from '../../benchmark/client.ts';
import type { Progress, ProgressOf, RequestOf, ResultOf, TaskName } from '../../benchmark/tasks.ts';
import type { Failure } from '../../errors/failure.ts';
import type { Backend } from '../../runtimes/backends.ts';

/** What a panel shows: at most one run under way, and how the last one ended. */
export type Job<Request, Result> = Readonly<{
	/** What can run here; empty until it is known. */
	readonly backends: readonly Backend[];
	readonly running: boolean;
	readonly progress: Progress | null;
	/** Seconds since the run began to do what it does now. */
	readonly seconds: number;
	readonly result: Result | null;
	readonly failure: Failure | null;
	/** Why the last run has no result, if it was cancelled. */
	readonly note: string;
	look(): Promise<void>;
	run(request: Request): Promise<Result | null>;
	stop(): void;
	/** Ends the run unless what it is about is still on screen. */
	keepIf(onScreen: (request: Request) => boolean): void;
	/** Ends the run, if there is one; the client stays for others. */
	leave(): void;
	/** Ends the client too. */
	dispose(): void;
}>;

/**
 * A task as a panel asks for it, again and again.
 *
 * @param onProgress told of progress besides the job itself
 */
export function createJob<T extends TaskName>(
	client: LiveClient,
	task: T,
	onProgress: (progress: ProgressOf<T>) => void = () => {}
): Job<RequestOf<T>, ResultOf<T>> {
	let backends = $state.raw<readonly Backend[]>([]);
	let request = $state.raw<RequestOf<T> | null>(null);
	let progress = $state.raw<Progress | null>(null);
	let seconds = $state(0);
	let result = $state.raw<ResultOf<T> | null>(null);
	let failure = $state.raw<Failure | null>(null);
	let note = $state('');
	let ticking: ReturnType<typeof setInterval> | undefined;

	function advance(next: Progress | null) {
		if (next?.phase !== progress?.phase) seconds = 0;
		progress = next;
	}

	function begin(next: RequestOf<T>) {
		request = next;
		failure = null;
		note = '';
		advance(null);
		clearInterval(ticking);
		ticking = setInterval(() => (seconds += 1), 1000);
	}

	function end() {
		request = null;
		clearInterval(ticking);
	}

	return {
		get backends() {
			return backends;
		},
		get running() {
			return request !== null;
		},
		get progress() {
			return progress;
		},
		get seconds() {
			return seconds;
		},
		get result() {
			return result;
		},
		get failure() {
			return failure;
		},
		get note() {
			return note;
		},
		async look() {
			backends = await client.backends();
		},
		async run(next) {
			begin(next);
			const outcome = await client.ask(task, next, (now) => {
				onProgress(now);
				advance(now);
			});
			if (request !== next) return null;
			end();
			switch (outcome.kind) {
				case 'done':
					result = outcome.result;
					return outcome.result;
				case 'failed':
					failure = outcome.failure;
					return null;
				case 'cancelled':
					note ||= outcome.by === 'newer' ? 'Cancelled: another measurement began.' : 'Cancelled.';
					return null;
			}
		},
		stop() {
			void client.stop();
		},
		keepIf(onScreen) {
			if (request === null || onScreen(request)) return;
			note = 'Cancelled, because the design changed.';
			void client.stop();
		},
		leave() {
			if (request === null) return;
			end();
			void client.stop();
		},
		dispose() {
			end();
			client.dispose();
		}
	};
}
