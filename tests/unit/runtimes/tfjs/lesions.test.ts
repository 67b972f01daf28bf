import { env } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chain, residual, type Op } from '../../../../src/lib/arch/net.ts';
import { flowOf } from '../../../../src/lib/arch/flow.ts';
import { blocksOf, withoutBlock } from '../../../../src/lib/arch/lesions.ts';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf, type WeightSource } from '../../../../src/lib/checkpoint/weight-source.ts';
import type { Session, WholeAndWithout } from '../../../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../../../small-networks.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

let session: Session;
beforeAll(async () => {
	session = await runtimes.cpu.open();
});
afterAll(() => session.close());

const linear: Op = { kind: 'linear', out: 4, bias: true };
const net = chain([
	['stem', linear],
	[
		'block',
		residual(
			chain([
				['fc1', linear],
				['act', { kind: 'gelu' }],
				['fc2', { kind: 'linear', out: 4, bias: false }]
			]),
			null
		)
	],
	['head', linear]
]);
const input = [2, 2, 3];
const outputs = layersOf(net, input).map(({ path }) => path);

async function passWith(weights: WeightSource) {
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'stock', weights, outputs }
	});
	return network.feed(deterministicImage(input));
}

/** Of a layer that takes four channels, what it takes of one of them is nothing. */
const deafTo =
	(layer: string, channel: number): WeightSource =>
	async (name, shape) => {
		const values = Float32Array.from(await sourceOf()(name, shape));
		if (name === `${layer}.weight`) for (let i = channel; i < values.length; i += 4) values[i] = 0;
		return values;
	};

const factors = Float32Array.from({ length: 16 }, (_, i) => Math.cos(i));
const largest = (a: Float32Array, b: Float32Array) =>
	Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))));

test('a channel that is switched off is one that nobody listens to, on the way there and back', async () => {
	const without = [{ path: 'block.act', channels: [2] }];
	const pass = await passWith(sourceOf());
	const deaf = await passWith(deafTo('block.fc2', 2));
	const [here] = await pass.outputsOf(['head'], undefined, without);
	expect(largest(here?.values ?? new Float32Array(), await deaf.run())).toBeLessThan(1e-6);
	const asked = { of: 'head', factors, at: [null] };
	const [back] = await pass.gradientsOf({ ...asked, without });
	const [expected] = await deaf.gradientsOf(asked);
	const none = new Float32Array();
	expect(largest(back?.gradient ?? none, expected?.gradient ?? none)).toBeLessThan(1e-6);
});

test('of what is switched off whole nothing is computed, and nothing is left behind', async () => {
	const pass = await passWith(sourceOf());
	const before = session.memory()?.tensors;
	const without = [{ path: 'block.fc2', channels: null }];
	const [stem, block] = await pass.outputsOf(['stem', 'block.add'], undefined, without);
	expect(block?.values).toEqual(stem?.values);
	expect(session.memory()?.tensors).toBe(before);
});

test('what is no layer cannot be switched off', async () => {
	const pass = await passWith(sourceOf());
	const asked = pass.outputsOf(['head'], undefined, [{ path: 'neck', channels: null }]);
	await expect(asked).rejects.toThrow('neck is no output of a step');
});

test('without each part the network gives what it gives without it from the start, in fewer steps', async () => {
	const { net, input, layers } = smallNetwork('tiny_convnext');
	const paths = layers.map(({ path }) => path);
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'stock', weights: sourceOf(), outputs: paths }
	});
	const pass = network.feed(deterministicImage(input));
	const blocks = blocksOf(layers).map((block) => withoutBlock(layers, flowOf(net), block));
	const each = [...blocks, [], [{ path: paths[0] ?? '', channels: [1] }]];
	const path = paths.at(-1) ?? '';
	let steps = 0;
	const count = () => {
		steps++;
		return Promise.resolve();
	};
	const apart: Float32Array[] = [];
	for (const without of each)
		apart.push((await pass.outputsOf([path], count, without))[0]?.values ?? new Float32Array());
	const fromTheStart = steps;

	steps = 0;
	const done: number[] = [];
	const before = session.memory()?.tensors;
	const peakOf = async (compute: () => Promise<unknown>) => {
		const peak = session.watchPeakBytes();
		await compute();
		return peak() ?? NaN;
	};
	const alone = await peakOf(() => pass.outputsOf([path]));
	let found: WholeAndWithout | undefined;
	const both = await peakOf(async () => {
		found = await pass.outputsWithout(path, each, count, (now) => done.push(now));
	});
	expect(session.memory()?.tensors).toBe(before);
	expect(both).toBeLessThan(2 * alone);
	expect(found?.each).toEqual(apart);
	expect(found?.whole).toEqual(await pass.run());
	expect(done).toEqual(blocks.map((_, i) => i + 1).concat(blocks.length + 1));
	// Blocks lie about as often in the first half as in the second.
	expect(steps).toBeLessThan(0.75 * (fromTheStart + layers.length));

	const stop = () => (steps++ > layers.length ? Promise.reject(new Error('enough')) : undefined);
	steps = 0;
	const stopped = pass.outputsWithout(path, each, () => stop() ?? Promise.resolve());
	await expect(stopped).rejects.toThrow('enough');
	expect(session.memory()?.tensors).toBe(before);
	network.free();
});
