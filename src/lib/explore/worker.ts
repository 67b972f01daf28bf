import { createEvaluator, type Evaluator } from './evaluate.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { received } from './query.ts';

let evaluate: Evaluator | null = null;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
	if (data.type === 'query') {
		evaluate = createEvaluator(received(data.query));
		return;
	}
	if (!evaluate) throw new Error('draws were asked for before there was a query');
	const chunk = evaluate(data.first, data.count);
	const { outcomes, digits, figures } = chunk;
	self.postMessage({ id: data.id, chunk } satisfies FromWorker, {
		transfer: [outcomes.buffer, digits.buffer, figures.buffer]
	});
});
