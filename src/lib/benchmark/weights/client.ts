import { failureText, type Failure } from '../../errors/failure.ts';
import { askOnce } from '../../workers/ask-once.ts';
import type { ReadWeight, WeightRequest } from './read.ts';

export type WeightAnswer = Readonly<
	{ type: 'done'; read: ReadWeight } | { type: 'failed'; failure: Failure }
>;

/**
 * Reads a weight in a worker of its own: some have millions of values.
 *
 * @throws the signal's reason, or an error with a message for a person
 */
export function readWeightAside(request: WeightRequest, signal: AbortSignal): Promise<ReadWeight> {
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		type: 'module',
		name: 'weights'
	});
	return askOnce<WeightAnswer, ReadWeight>(worker, request, {
		receive(answer, resolve, reject) {
			if (answer.type === 'done') resolve(answer.read);
			else reject(new Error(failureText(answer.failure)));
		},
		broken: 'The weight could not be read: it may be larger than the memory that is left.',
		signal
	});
}
