import { allFamilies } from '../arch/families/all.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import type { DrawAnswer, DrawRequest } from './protocol.ts';
import { received } from './query.ts';
import { holdLock } from '../workers/lifetime.ts';

const answer = (message: DrawAnswer, transfer: Transferable[] = []): void =>
	self.postMessage(message, { transfer });

void holdLock(answer);

let evaluate: Evaluator | null = null;

self.addEventListener('message', ({ data }: MessageEvent<DrawRequest>) => {
	if (data.type === 'query') {
		evaluate = createEvaluator(received(data.query, allFamilies));
		return;
	}
	if (!evaluate) throw new Error('draws were asked for before there was a query');
	const chunk = evaluate(data.first, data.count);
	const { outcomes, digits, metrics } = chunk;
	const transfer = [outcomes.buffer, digits.buffer, metrics.buffer];
	answer({ type: 'drawn', id: data.id, chunk }, transfer);
});
