import type { Failure } from '../errors/failure.ts';
import type { Backend } from '../runtimes/backends.ts';
import type { Alive } from '../workers/lifetime.ts';
import type { ToPage } from '../workers/page-workers.ts';
import type { Progress, RequestOf, ResultOf, TaskName } from './tasks.ts';

/** A task to do, each with its own request. */
export type Ask = {
	[T in TaskName]: Readonly<{ type: 'ask'; id: number; task: T; request: RequestOf<T> }>;
}[TaskName];

export type ToWorker =
	| Ask
	| Readonly<
			| { type: 'probe'; id: number }
			| { type: 'stop'; id: number }
			/** What a task has left open is no longer needed. */
			| { type: 'release' }
			/** Whether anybody can see the page. */
			| { type: 'seen'; seen: boolean }
	  >;

export type FromWorker = Readonly<
	| Alive
	| ToPage
	| { type: 'probed'; id: number; backends: readonly Backend[] }
	| { type: 'progress'; id: number; progress: Progress }
	| { type: 'done'; id: number; result: ResultOf<TaskName> }
	| { type: 'cancelled'; id: number }
	| { type: 'failed'; id: number; failure: Failure }
>;

/** How a task ended that gave nothing. `newer` means that another one took its place. */
export type Unfinished = Readonly<
	{ kind: 'cancelled'; by: 'user' | 'newer' } | { kind: 'failed'; failure: Failure }
>;

/** How a task ended. */
export type Outcome<Result> = Readonly<{ kind: 'done'; result: Result }> | Unfinished;
