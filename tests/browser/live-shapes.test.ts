import { tensor4d, memory } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examine, presetDesign, type Design } from '../../src/lib/arch/design.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import { buildModel } from '../../src/lib/live/model.ts';
import { openBackend } from '../../src/lib/live/open/open.ts';
import type { Opened } from '../../src/lib/live/open/opened.ts';
import { planOf } from '../../src/lib/live/plan.ts';
import { deterministicImage } from '../../src/lib/live/weights.ts';

const DESIGNS = 300;
const TRANSFORMERS = 100;

let opened: Opened;
beforeAll(async () => {
	opened = await openBackend('cpu');
});
afterAll(() => opened.close());

const POSITIONS = ['1', '2', '3'];

/** Any point of the ConvNet space with tiny widths, depths and maps; not all can be computed. */
const configs = fc.integer({ min: 1, max: 4 }).chain((stages) => {
	const perStage = <T>(value: fc.Arbitrary<T>) =>
		fc.array(value, { minLength: stages, maxLength: stages });
	return fc.record({
		input: fc.integer({ min: 16, max: 64 }),
		batch: fc.constant(1),
		classes: fc.integer({ min: 1, max: 7 }),
		stem: fc.constantFrom('conv-pool', 'patchify'),
		patch: fc.integer({ min: 1, max: 8 }),
		depths: perStage(fc.integer({ min: 1, max: 2 })),
		widths: perStage(fc.constantFrom(4, 6, 8, 12)),
		kernels: perStage(fc.constantFrom(1, 3, 5, 7)),
		expansions: perStage(fc.constantFrom(0.5, 1, 1.75, 2, 4)),
		block: fc.constantFrom('basic', 'bottleneck', 'inverted', 'spatial-first'),
		conv: fc.constantFrom('dense', 'grouped', 'depthwise'),
		cardinality: fc.constantFrom(1, 2, 3, 4),
		inner: fc.constantFrom(0.5, 1, 2),
		pointwise: fc.constantFrom('linear', 'conv'),
		norm: fc.constantFrom('batch', 'layer', 'group', 'rms', 'none'),
		normGroups: fc.constantFrom(1, 2),
		normAfter: fc.subarray(POSITIONS),
		activation: fc.constantFrom('relu', 'gelu', 'silu'),
		activationAfter: fc.subarray(POSITIONS),
		outerNorms: fc.subarray(['stem', 'downsample', 'head']),
		downsample: fc.constantFrom('in-block', 'separate'),
		layerScale: fc.boolean(),
		grn: fc.boolean()
	});
});

function designOf(preset: string, config: Design['config']): Design {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	return { ...design, config };
}

const swinConfigs = fc.integer({ min: 1, max: 3 }).chain((stages) => {
	const perStage = <T>(value: fc.Arbitrary<T>) =>
		fc.array(value, { minLength: stages, maxLength: stages });
	return fc.record({
		input: fc.integer({ min: 16, max: 64 }),
		batch: fc.constant(1),
		classes: fc.integer({ min: 1, max: 7 }),
		patch: fc.integer({ min: 2, max: 6 }),
		width: fc.integer({ min: 4, max: 12 }),
		depths: perStage(fc.integer({ min: 1, max: 3 })),
		heads: perStage(fc.integer({ min: 1, max: 5 })),
		window: fc.integer({ min: 1, max: 8 }),
		mlpRatio: fc.constantFrom(0.5, 1.75, 2, 4),
		qkvBias: fc.boolean()
	});
});

const vitConfigs = fc.record({
	input: fc.integer({ min: 16, max: 64 }),
	batch: fc.constant(1),
	classes: fc.integer({ min: 1, max: 7 }),
	patch: fc.integer({ min: 4, max: 16 }),
	width: fc.constantFrom(6, 12, 24),
	depth: fc.integer({ min: 1, max: 3 }),
	heads: fc.constantFrom(1, 2, 3, 6),
	mlpRatio: fc.constantFrom(0.5, 1.75, 2, 4),
	qkvBias: fc.boolean(),
	classToken: fc.boolean(),
	pool: fc.constantFrom('token', 'average')
});

type AnyConfig = Design['config'] & { input: number };

/** Runs random designs and compares every shape and the parameters; says how many there were. */
async function computeAll(
	preset: string,
	any: fc.Arbitrary<AnyConfig>,
	numRuns: number
): Promise<number> {
	let computed = 0;
	await fc.assert(
		fc.asyncProperty(any, async (config) => {
			const examined = examine(designOf(preset, config));
			fc.pre(examined.ok);
			const { net, input, layers } = examined.network;
			const tensors = memory().numTensors;

			const model = await buildModel(
				planOf(net, input),
				{ backend: 'cpu', kernels: 'stock', batch: 1 },
				() => Promise.resolve()
			);
			expect(model.params).toBe(sumLayers(layers).params);

			const side = config.input;
			const x = tensor4d(deterministicImage(side), [1, side, side, 3]);
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

test(`${DESIGNS} random ConvNets have live the parameters and the shapes that were counted`, async () => {
	expect(await computeAll('convnext_tiny', configs, DESIGNS)).toBe(DESIGNS);
});

test(`${TRANSFORMERS} random Swins have live the parameters and the shapes that were counted`, async () => {
	const preset = 'swin_tiny_patch4_window7_224';
	expect(await computeAll(preset, swinConfigs, TRANSFORMERS)).toBe(TRANSFORMERS);
});

test(`${TRANSFORMERS} random ViTs have live the parameters and the shapes that were counted`, async () => {
	expect(await computeAll('vit_tiny_patch16_224', vitConfigs, TRANSFORMERS)).toBe(TRANSFORMERS);
});
