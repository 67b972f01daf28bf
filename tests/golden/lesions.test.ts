import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { flowOf } from '../../src/lib/arch/flow.ts';
import { withoutBlock } from '../../src/lib/arch/lesions.ts';
import { outputsWithout } from '../../src/lib/benchmark/inspect/run-lesions.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../small-networks.ts';
import golden from './lesions.json' with { type: 'json' };

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

const models: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = golden.models;

test.each(Object.entries(models))(
	'logits of %s without a block are PyTorch’s with the identity in its place',
	async (name, expected) => {
		const { net, input, layers } = smallNetwork(name);
		const each = Object.keys(expected).map((block) => withoutBlock(layers, flowOf(net), block));
		const session = await runtimes.cpu.open();
		try {
			const network = await session.compile({
				...{ net, input, batch: 1, kernels: 'ours', weights: sourceOf() },
				outputs: layers.map(({ path }) => path)
			});
			const pass = network.feed(deterministicImage(input));
			const before = session.memory()?.tensors;
			const found = await outputsWithout(
				pass,
				{ net, input, each },
				{ onProgress: () => {}, yieldOrStop: () => Promise.resolve() }
			);
			expect(session.memory()?.tensors).toBe(before);
			for (const [i, [block, logits]] of Object.entries(expected).entries()) {
				const here = found.each[i] ?? new Float32Array();
				expect(here.length).toBe(logits.length);
				logits.forEach((value, at) =>
					expect(Math.abs((here[at] ?? NaN) - value), `logit ${at} without ${block}`).toBeLessThan(
						1e-5
					)
				);
				// Something else than the whole network gives.
				expect(Math.max(...here.map((value, at) => value - (found.whole[at] ?? NaN)))).not.toBe(0);
			}
		} finally {
			session.close();
		}
	}
);
