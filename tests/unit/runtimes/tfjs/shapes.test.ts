import { env, memory, tensor4d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import { buildModel } from '../../../../src/lib/runtimes/tfjs/model.ts';
import { openBackend } from '../../../../src/lib/runtimes/tfjs/open.ts';
import type { OpenBackend } from '../../../../src/lib/runtimes/tfjs/opened.ts';
import { planOf } from '../../../../src/lib/runtimes/plan/plan.ts';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { randomNetworks } from '../../../random-families.ts';
import type { Drawn } from '../../../random-networks.ts';
import { runs } from '../../../runs.ts';

const DESIGNS = runs(200);

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

let opened: OpenBackend;
beforeAll(async () => {
	opened = await openBackend('cpu');
});
afterAll(() => opened.close());

/** Runs random networks on random rectangles and compares every shape and the parameters; says how many there were. */
async function computeAll(any: fc.Arbitrary<Drawn>, numRuns: number): Promise<number> {
	let computed = 0;
	await fc.assert(
		fc.asyncProperty(any, async ({ network }) => {
			if (network === null) return fc.pre(false);
			const { net, input, layers } = network;
			const tensors = memory().numTensors;

			const model = await buildModel(
				planOf(net, input),
				{ backend: 'cpu', kernels: 'stock', batch: 1 },
				() => Promise.resolve()
			);
			expect(model.params).toBe(sumLayers(layers).params);

			const [height = 0, width = 0, channels = 0] = input;
			const x = tensor4d(deterministicImage(input), [1, height, width, channels]);
			const live: number[][] = [];
			const y = await model.forwardByStep(x, async (_step, compute) => {
				const output = compute();
				live.push(output.shape);
				return output;
			});
			expect(live).toEqual(layers.map(({ out }) => [1, ...out]));

			for (const part of [y, x, model]) part.dispose();
			expect(memory().numTensors).toBe(tensors);
			computed += 1;
		}),
		{ numRuns, seed: 20220110 }
	);
	return computed;
}

for (const [what, any] of randomNetworks)
	test(`${DESIGNS} random ${what} have live the parameters and the shapes that were counted`, async () => {
		expect(await computeAll(any, DESIGNS)).toBe(DESIGNS);
	});
