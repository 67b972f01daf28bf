import { failureOf } from '../../errors/failure.ts';
import type { ReadAnswer } from './client.ts';
import { readFiles } from './files.ts';
import { FormatError } from './format-error.ts';
import type { NamedFile } from './shards.ts';

const answer = (message: ReadAnswer): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<readonly NamedFile[]>) => {
	readFiles(data, (share) => answer({ type: 'progress', share })).then(
		(gathered) => answer({ type: 'done', gathered }),
		(error: unknown) => {
			if (error instanceof FormatError || error instanceof DOMException)
				answer({ type: 'refused', message: error.message });
			else answer({ type: 'failed', failure: failureOf(error) });
		}
	);
});
