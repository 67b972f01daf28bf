import { failureOf } from '../../errors/failure.ts';
import { holdLock, type Alive } from '../../workers/lifetime.ts';
import type { NamedFile } from '../containers/shards.ts';
import { openFiles } from '../open.ts';
import type { OpenAnswer } from './client.ts';
import { sendOpened } from './crossing.ts';

const answer = (message: OpenAnswer | Alive): void => self.postMessage(message);

void holdLock(answer);

self.addEventListener('message', ({ data }: MessageEvent<readonly NamedFile[]>) => {
	openFiles(data, (share) => answer({ type: 'progress', share })).then(
		(opened) => answer({ type: 'done', opened: sendOpened(opened) }),
		(error: unknown) => answer({ type: 'failed', failure: failureOf(error) })
	);
});
