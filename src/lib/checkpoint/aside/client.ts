import { loadFamilies } from '../../arch/families.ts';
import { failureText, NOT_LOADED, type Failure } from '../../errors/failure.ts';
import type { OpenedCheckpoint } from '../checkpoint.ts';
import type { OnProgress } from '../containers/files.ts';
import type { NamedFile } from '../containers/shards.ts';
import { receiveOpened, type SentOpened } from './crossing.ts';

export type OpenAnswer = Readonly<
	| { type: 'progress'; share: number }
	| { type: 'done'; opened: SentOpened }
	| { type: 'failed'; failure: Failure }
>;

const DAMAGED = 'The file could not be read: it may be larger than the memory that is left.';

type Watch = Readonly<{ onprogress: OnProgress; signal: AbortSignal }>;

function openInWorker(
	files: readonly NamedFile[],
	{ onprogress, signal }: Watch
): Promise<SentOpened> {
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		type: 'module',
		name: 'checkpoint'
	});
	/** Whether the worker has said anything: one that breaks before has not come at all. */
	let heard = false;
	const opened = new Promise<SentOpened>((resolve, reject) => {
		worker.addEventListener('message', ({ data }: MessageEvent<OpenAnswer>) => {
			heard = true;
			if (data.type === 'progress') onprogress(data.share);
			else if (data.type === 'done') resolve(data.opened);
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
	return opened.finally(() => worker.terminate());
}

/**
 * Finds the design that files fit, in a worker of its own: a header may have 100 MB, and a file is
 * compared with every preset. Values are not read.
 *
 * @throws the signal's reason, or what kept the worker from it
 */
export async function openAside(
	files: readonly NamedFile[],
	watch: Watch
): Promise<OpenedCheckpoint> {
	const [sent] = await Promise.all([openInWorker(files, watch), loadFamilies()]);
	return receiveOpened(sent);
}
