import { failureOf } from '../../errors/failure.ts';
import { holdLock, type Alive } from '../../workers/lifetime.ts';
import type { WeightAnswer } from './client.ts';
import { readWeight, type WeightRequest } from './read.ts';

const answer = (message: WeightAnswer | Alive): void => self.postMessage(message);

void holdLock(answer);

self.addEventListener('message', ({ data }: MessageEvent<WeightRequest>) => {
	readWeight(data).then(
		(read) => answer({ type: 'done', read }),
		(error: unknown) => answer({ type: 'failed', failure: failureOf(error) })
	);
});
