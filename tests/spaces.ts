import fc from 'fast-check';
import { families } from '../src/lib/arch/families.ts';
import { presetDesign, type Design } from '../src/lib/arch/design.ts';
import { dimensionOf } from '../src/lib/explore/default-space.ts';
import { variable, modesOf, type Dimension, type Space } from '../src/lib/explore/dimensions.ts';
import { createEvaluator } from '../src/lib/explore/evaluate.ts';
import { createGathering, type Drawn } from '../src/lib/explore/gather.ts';
import type { DrawWorker } from '../src/lib/explore/start-worker.ts';
import type { DrawAnswer, DrawRequest } from '../src/lib/explore/protocol.ts';
import { received, type Query } from '../src/lib/explore/query.ts';
import { readSpace } from '../src/lib/share/space-link.ts';

const SMALL = ['convnext_atto', 'resnet18', 'resnet50', 'convnext_isotropic_small'];
const WINDOWED = ['swin_tiny_patch4_window7_224', 'vit_tiny_patch16_224'];
const LINES = ['custom:convnext_atto'];

function presetOf(name: string): Design {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
}

/** A field that varies in any of its ways, over a few of the values that it would be given. */
function dimension(base: Design, key: string): fc.Arbitrary<Dimension> {
	const field = variable(base).find((one) => one.key === key);
	if (!field) throw new Error(`there is no field ${key}`);
	return fc
		.constantFrom(...modesOf(base, field))
		.map((how) => dimensionOf(base, field, how))
		.chain((whole) =>
			fc
				.subarray([...whole.values], { minLength: 1, maxLength: Math.min(4, whole.values.length) })
				.map((values) => ({ ...whole, values }))
		);
}

/** Any space around a preset, with one to four fields that vary. */
export const anySpace = (): fc.Arbitrary<Space> =>
	fc.constantFrom(...SMALL, ...WINDOWED, ...LINES).chain((name) => {
		const base = presetOf(name);
		const keys = variable(base).map(({ key }) => key);
		return fc
			.subarray(keys, { minLength: 1, maxLength: 4 })
			.chain((chosen) => fc.tuple(...chosen.map((key) => dimension(base, key))))
			.map((dimensions) => ({ base, dimensions }));
	});

/** A query as it stands in an address. */
export function queryOf(link: string): Query {
	const { query, problems } = readSpace(link);
	if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
	return query;
}

/** Draws a query here, without workers. */
export function drawHere(query: Query, chunk = 64): Drawn {
	const gathering = createGathering(query);
	const evaluate = createEvaluator(query);
	for (let first = 0; !gathering.done; first += chunk)
		gathering.add(evaluate(first, Math.min(chunk, gathering.draws - first)));
	return gathering.read();
}

/** A worker that answers in this thread, late enough for another to come first. */
export function localWorker(delay: () => number): DrawWorker {
	const listeners: ((event: MessageEvent<DrawAnswer>) => void)[] = [];
	let evaluate: ReturnType<typeof createEvaluator> | null = null;
	let ended = false;
	return {
		postMessage(message: DrawRequest) {
			if (message.type === 'query') {
				evaluate = createEvaluator(received(structuredClone(message.query), families()));
				return;
			}
			const chunk = evaluate?.(message.first, message.count);
			if (!chunk) throw new Error('no query');
			setTimeout(() => {
				if (!ended)
					for (const tell of listeners)
						tell({ data: { type: 'drawn', id: message.id, chunk } } as MessageEvent<DrawAnswer>);
			}, delay());
		},
		terminate: () => (ended = true),
		addEventListener(type: string, listener: (event: never) => void) {
			if (type === 'message') listeners.push(listener as (event: MessageEvent<DrawAnswer>) => void);
		}
	};
}
