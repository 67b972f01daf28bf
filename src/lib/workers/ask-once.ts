import { failureText, NOT_LOADED } from '../errors/failure.ts';
import { whenReleased, type Alive } from './lifetime.ts';

/** What is done with a worker's answers. */
type Listening<Answer, Result> = Readonly<{
	/** Takes an answer: progress, or the end. */
	receive: (
		answer: Answer,
		resolve: (result: Result) => void,
		reject: (reason: Error) => void
	) => void;
	/** What is said to a person if the worker breaks or ends before it is done. */
	broken: string;
	/** Ends the work; the promise then rejects with the signal's reason. */
	signal?: AbortSignal | undefined;
}>;

/**
 * Asks a worker of its own for one thing; with the answer the worker ends.
 *
 * @throws Error with a message for a person, what `receive` rejects with, or the signal's reason
 */
export function askOnce<Answer extends Readonly<{ type: string }>, Result>(
	worker: Worker,
	request: unknown,
	{ receive, broken, signal }: Listening<Answer, Result>
): Promise<Result> {
	/** Whether the worker has said anything: one that breaks before has not come at all. */
	let heard = false;
	const done = new Promise<Result>((resolve, reject) => {
		const fail = () => reject(new Error(heard ? broken : failureText(NOT_LOADED)));
		worker.addEventListener('message', ({ data }: MessageEvent<Answer | Alive>) => {
			heard = true;
			if (isAlive(data)) whenReleased(data.lock, fail);
			else receive(data, resolve, reject);
		});
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			fail();
		});
		worker.addEventListener('messageerror', fail);
		const abort = () => reject(signal?.reason as Error);
		if (signal?.aborted) abort();
		else signal?.addEventListener('abort', abort, { once: true });
	});
	worker.postMessage(request);
	return done.finally(() => worker.terminate());
}

const isAlive = (answer: Readonly<{ type: string }>): answer is Alive => answer.type === 'alive';
