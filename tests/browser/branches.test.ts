import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chain, IDENTITY, type Join, type Net, type Shape } from '../../src/lib/arch/net.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import type { WeightSource } from '../../src/lib/checkpoint/weight-source.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import { planFor } from '../../src/lib/runtimes/plan/plan-for.ts';
import { buildModel } from '../../src/lib/runtimes/tfjs/model.ts';
import golden from '../golden/reference/small_logits.json' with { type: 'json' };
import { bandedWeights, inceptionNext } from '../inception-next.ts';
import { gate } from '../parallels.ts';
import { smallDesigns } from '../small-networks.ts';
import { distance, on, outputsOf } from './networks.ts';

const joined = (join: Join, ...nets: readonly Net[]): Net => ({
	kind: 'parallel',
	branches: nets.map((net, i) => ({ name: `b${i}`, net })),
	join,
	name: join
});
const slice = (from: number, to: number): Net => ({ kind: 'slice', from, to });
const relu: Net = { kind: 'relu' };
const linear = (out: number): Net => ({ kind: 'linear', out, bias: true });

const PARTS: readonly (readonly [what: string, net: Net])[] = [
	['a gate that is a map', joined('mul', IDENTITY, gate(8))],
	['a gate that is a vector', joined('mul', gate(8, false), IDENTITY)],
	['a product of maps', joined('mul', linear(8), IDENTITY, relu)],
	['a sum of three', joined('add', linear(8), IDENTITY, relu)],
	[
		'channels split and joined',
		joined(
			'concat',
			slice(0, 3),
			chain([
				['s', slice(3, 7)],
				['relu', relu]
			]),
			slice(7, 8)
		)
	]
];

const INPUT: Shape = [6, 10, 8];
const onImage = (net: Net, backend: BackendName) =>
	on(backend, async () => {
		const x = tensor(deterministicImage(INPUT), [1, ...INPUT]);
		// What follows a join must not be taken into its call.
		const values = await outputsOf(
			chain([
				['part', net],
				['relu', relu],
				['fc', linear(4)]
			]),
			x,
			backend
		);
		x.dispose();
		return values;
	});

test.each(PARTS)('%s is the same on every backend', async (_what, net) => {
	const expected = await onImage(net, 'cpu');
	for (const backend of ['wasm', 'webgl', 'webgpu'] as const)
		expect(distance(await onImage(net, backend), expected), backend).toBeLessThan(1e-4);
});

/** Logits of a network for the deterministic image of a golden, `[channels, height, width]`. */
const logitsOf = (
	net: Net,
	[channels = 0, height = 0, width = 0]: readonly number[],
	backend: BackendName,
	source?: WeightSource
) =>
	on(backend, async () => {
		const input = [height, width, channels];
		const steps = planFor(net, input, backend, 'ours');
		const setting = { backend, kernels: 'ours', batch: 1 } as const;
		const model = await buildModel(steps, setting, () => Promise.resolve(), source);
		const x = tensor(deterministicImage(input), [1, ...input]);
		const y = model.forward(x);
		const values = await y.data<'float32'>();
		for (const part of [x, y, model]) part.dispose();
		return values;
	});

const builtOf = (name: string): Net => {
	const design = smallDesigns[name];
	if (!design) throw new Error(`there is no small network ${name}`);
	return design.family.build(design.config);
};

type Golden = Readonly<{ name: keyof typeof golden; net: Net; source?: WeightSource }>;

const GOLDENS: readonly Golden[] = [
	{ name: 'tiny_convnext@64x96', net: builtOf('tiny_convnext') },
	{ name: 'tiny_convnext/in_chans=1', net: builtOf('tiny_convnext') },
	{ name: 'tiny_vit@32x48', net: builtOf('tiny_vit') },
	{
		name: 'small_inception_next',
		net: inceptionNext,
		source: (name, shape) => Promise.resolve(bandedWeights(name, shape))
	}
];

test.each(GOLDENS)('$name gives PyTorch’s logits', async ({ name, net, source }) => {
	const { input, logits } = golden[name];
	expect(distance(await logitsOf(net, input, 'cpu', source), logits)).toBeLessThan(1e-5);
	expect(distance(await logitsOf(net, input, 'wasm', source), logits)).toBeLessThan(1e-4);
});
