import { allFamilies } from '../arch/families/all.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import type { DrawAnswer, DrawRequest } from './protocol.ts';
import { received } from './query.ts';

let evaluate: Evaluator | null = null;

self.addEventListener('message', ({ data }: MessageEvent<DrawRequest>) => {
	if (data.type === 'query') {
		evaluate = createEvaluator(received(data.query, allFamilies));
		return;
	}
	if (!evaluate) throw new Error('draws were asked for before there was a query');
	const chunk = evaluate(data.first, data.count);
	const { outcomes, digits, metrics } = chunk;
	self.postMessage({ id: data.id, chunk } satisfies DrawAnswer, {
		transfer: [outcomes.buffer, digits.buffer, metrics.buffer]
	});
});
