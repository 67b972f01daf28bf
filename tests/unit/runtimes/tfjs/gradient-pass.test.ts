import { env } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import { placementsOf } from '../../../../src/lib/features/placement.ts';
import { evidenceLayerOf } from '../../../../src/lib/features/shown.ts';
import type { Session } from '../../../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../../../small-networks.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

let session: Session;
beforeAll(async () => {
	session = await runtimes.cpu.open();
});
afterAll(() => session.close());

const { net, input, layers } = smallNetwork('tiny_convnext');
const paths = layers.map(({ path }) => path);
const of = paths.at(-1) ?? '';
const lastMap = evidenceLayerOf(layers, placementsOf(layers))?.path ?? '';

async function passOf() {
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'stock', weights: sourceOf(), outputs: paths }
	});
	return network.feed(deterministicImage(input));
}

test('what is asked of an output may follow from it, in the same pass', async () => {
	const pass = await passOf();
	const factors = new Float32Array(10);
	factors[3] = 1;
	const [expected] = await pass.gradientsOf({ of, factors, at: [null] });
	const before = session.memory()?.tensors;
	let seen = new Float32Array();
	const [found] = await pass.gradientsOf({
		of,
		at: [null],
		factors(outputs) {
			seen = Float32Array.from(outputs);
			return factors;
		}
	});
	expect(seen).toEqual(await pass.run());
	expect(found?.gradient).toEqual(expected?.gradient);
	expect(session.memory()?.tensors).toBe(before);
});

test('a gradient at the last map takes hardly more steps than the way there', async () => {
	const pass = await passOf();
	const stepsFor = async (at: string | null) => {
		let steps = 0;
		const factors = new Float32Array(10).fill(1);
		await pass.gradientsOf({ of, factors, at: [at] }, () => {
			steps++;
			return Promise.resolve();
		});
		return steps;
	};
	const after = layers.length - 1 - paths.indexOf(lastMap);
	expect(await stepsFor(lastMap)).toBe(layers.length + after);
	expect(await stepsFor(null)).toBe(2 * layers.length);
});

test('what its outputs do not allow leaves nothing behind', async () => {
	const pass = await passOf();
	const before = session.memory()?.tensors;
	const refuse = () => {
		throw new Error('not these');
	};
	await expect(pass.gradientsOf({ of, factors: refuse, at: [null] })).rejects.toThrow('not these');
	expect(session.memory()?.tensors).toBe(before);
});
