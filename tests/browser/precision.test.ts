import { tensor4d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { smallLogits } from '../golden/small-logits.ts';
import type { RunPrecision } from '../../src/lib/count/run-precision.ts';
import { MOST_DISTANCE } from '../../src/lib/benchmark/precision-check.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { planFor } from '../../src/lib/runtimes/plan/plan-for.ts';
import { buildModel, weightsFrom } from '../../src/lib/runtimes/tfjs/model.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import { layersIn } from '../../src/lib/runtimes/plan/plan.ts';
import type { Network } from '../../src/lib/arch/design.ts';
import { hasHalves } from './has-halves.ts';
import { distance, on, smallNetworks } from './networks.ts';
import { keptOutput, KEPT_NETWORK } from './kept-network.ts';
import { thorough } from './thorough.ts';

/** Outputs for the deterministic image; none of the parameters is lost. */
const outputOf = (
	{ net, input }: Pick<Network, 'net' | 'input'>,
	precision: RunPrecision
): Promise<Float32Array> =>
	on('webgpu', async () => {
		const [height = 0, width = 0, channels = 0] = input;
		const steps = planFor(net, input, 'webgpu', 'ours');
		const setting = { backend: 'webgpu', kernels: 'ours', batch: 1, precision } as const;
		const model = await buildModel(steps, setting, () => Promise.resolve());
		expect(model.params).toBe(sumLayers(steps.flatMap(layersIn)).params);
		const x = tensor4d(deterministicImage(input), [1, height, width, channels]);
		const y = model.forward(x);
		const values = Float32Array.from(await y.data<'float32'>());
		for (const part of [x, y]) part.dispose();
		model.dispose();
		return values;
	});

const rms = (values: ArrayLike<number>): number =>
	Math.sqrt(Array.from(values).reduce((sum, value) => sum + value ** 2, 0) / values.length);

/** Has every kind of kernel that takes or gives what is kept in fewer bits. */
const SOME = ['tiny_convnextv2'];
const names = thorough ? Object.keys(smallNetworks) : SOME;

for (const precision of ['int8', 'f16'] as const) {
	const isHere = precision !== 'f16' || hasHalves;
	const where = precision === 'f16' ? ', where the GPU has it' : '';

	test.skipIf(!isHere)(
		`a network in ${precision} gives what its rounded weights give in double precision${where}`,
		async () => {
			const weights = weightsFrom(sourceOf());
			const expected = await keptOutput(precision, weights);
			const inDoubles = await keptOutput('f32', weights);
			const live = await outputOf(KEPT_NETWORK, precision);
			const far = distance(inDoubles, expected) / rms(expected);
			// WGSL leaves it to devices how a float32 between two halves is rounded.
			const limit = precision === 'f16' ? 1e-3 : Math.min(3e-4, far / 3);
			expect(distance(live, expected) / rms(expected)).toBeLessThan(limit);
		}
	);

	test.skipIf(!isHere).for(names)(
		`%s in ${precision} stays as near to PyTorch’s logits in float32 as a run must${where}`,
		async (name) => {
			const network = smallNetworks[name];
			const { logits = [] } = smallLogits[name] ?? {};
			if (!network) throw new Error(`there is no network ${name}`);
			const live = await outputOf(network, precision);
			expect(distance(live, logits) / rms(logits)).toBeLessThan(MOST_DISTANCE[precision]);
		}
	);
}
