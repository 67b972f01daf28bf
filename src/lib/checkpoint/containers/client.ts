import { failureText, NOT_LOADED, type Failure } from '../../errors/failure.ts';
import { readFiles, type Gathered, type OnProgress } from './files.ts';
import { FormatError } from './format-error.ts';
import type { NamedFile } from './shards.ts';

export type ReadAnswer = Readonly<
	| { type: 'progress'; share: number }
	| { type: 'done'; gathered: Gathered }
	| { type: 'refused'; message: string }
	| { type: 'failed'; failure: Failure }
>;

/** Files of so many bytes are read in less time than a worker takes to start. */
const SMALL = 4 * 2 ** 20;

const DAMAGED = 'The file could not be read: it may be larger than the memory that is left.';

type Watch = Readonly<{ onprogress: OnProgress; signal: AbortSignal }>;

function readInWorker(
	files: readonly NamedFile[],
	{ onprogress, signal }: Watch
): Promise<Gathered> {
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		type: 'module',
		name: 'checkpoint'
	});
	/** Whether the worker has said anything: one that breaks before has not come at all. */
	let heard = false;
	const read = new Promise<Gathered>((resolve, reject) => {
		worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => {
			heard = true;
			if (data.type === 'progress') onprogress(data.share);
			else if (data.type === 'done') resolve(data.gathered);
			else if (data.type === 'refused') reject(new FormatError(data.message));
			else reject(new Error(failureText(data.failure)));
		});
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			reject(new Error(heard ? DAMAGED : failureText(NOT_LOADED)));
		});
		const abort = () => reject(signal.reason as Error);
		if (signal.aborted) abort();
		else signal.addEventListener('abort', abort, { once: true });
	});
	worker.postMessage(files);
	return read.finally(() => worker.terminate());
}

/**
 * Reads what is in files of weights, in a worker of its own where they are large: a header may have
 * 100 MB. Values are not read.
 *
 * @throws FormatError, or the signal's reason
 */
export const readAside = (files: readonly NamedFile[], watch: Watch): Promise<Gathered> =>
	files.reduce((bytes, { file }) => bytes + file.size, 0) <= SMALL
		? readFiles(files, watch.onprogress)
		: readInWorker(files, watch);
