import { loadFamilies } from '../../arch/families.ts';
import { failureText, type Failure } from '../../errors/failure.ts';
import { askOnce } from '../../workers/ask-once.ts';
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
	return askOnce<OpenAnswer, SentOpened>(worker, files, {
		receive(answer, resolve, reject) {
			if (answer.type === 'progress') onprogress(answer.share);
			else if (answer.type === 'done') resolve(answer.opened);
			else reject(new Error(failureText(answer.failure)));
		},
		broken: DAMAGED,
		signal
	});
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
