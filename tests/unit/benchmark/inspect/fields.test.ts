import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { chain, type Net, type Op } from '../../../../src/lib/arch/net.ts';
import { effectiveFields } from '../../../../src/lib/benchmark/inspect/run-fields.ts';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import { runtimes } from '../../../../src/lib/runtimes/runtimes.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

const conv = (kernel: number, groups = 1, out = 3): Op => ({
	...{ kind: 'conv', out, kernel, stride: 1, padding: (kernel - 1) / 2, groups, bias: true }
});

const SIDE = 9;
const MIDDLE = 4;

/** The field of the unit in the middle of what a network gives. */
async function fieldOf(net: Net, input = [SIDE, SIDE, 3], passes = 1) {
	const outputs = layersOf(net, input).map(({ path }) => path);
	const units = [{ path: outputs.at(-1) ?? '', unit: [MIDDLE, MIDDLE] }];
	const session = await runtimes.cpu.open();
	const seen: unknown[] = [];
	try {
		const network = await session.compile({
			...{ net, input, batch: 1, kernels: 'stock', weights: sourceOf(), outputs }
		});
		const pass = network.feed(deterministicImage(input));
		const measure = () =>
			effectiveFields(
				{ network, pass },
				{ net, input, units, over: 'noise', passes },
				{ onProgress: (progress) => seen.push(progress), yieldOrStop: () => Promise.resolve() }
			);
		const [one] = await measure();
		if (!one) throw new Error('nothing was measured');
		expect(seen).toEqual(
			Array.from({ length: passes }, (_, done) => ({ phase: 'fields', done, total: passes }))
		);
		// What the way back takes of the weights stays; nothing else does.
		const kept = session.memory()?.tensors;
		await measure();
		expect(session.memory()?.tensors).toBe(kept);
		return one.field.values;
	} finally {
		session.close();
	}
}

test('the effective field of 1 × 1 convolutions is a point', async () => {
	const net = chain([
		['a', conv(1)],
		['act', { kind: 'gelu' }],
		['norm', { kind: 'rmsNorm', eps: 1e-6, channelsFirst: false }],
		['b', conv(1, 1, 8)]
	]);
	const values = await fieldOf(net, [SIDE, SIDE, 3], 3);
	expect([...values.entries()].filter(([, value]) => value > 0)).toEqual([
		[MIDDLE * SIDE + MIDDLE, 1]
	]);
});

test('the effective field of a linear network is the convolution of its kernels', async () => {
	// One channel each, so that no sign and no sum over channels hides the kernels.
	const net = chain([
		['a', conv(3, 1, 1)],
		['b', conv(5, 1, 1)]
	]);
	const values = await fieldOf(net, [SIDE, SIDE, 1], 2);
	const weights = sourceOf();
	const [a, b] = [await weights('a.weight', [1, 1, 3, 3]), await weights('b.weight', [1, 1, 5, 5])];
	const expected = new Float64Array(SIDE * SIDE);
	for (let i = 0; i < 9; i++)
		for (let j = 0; j < 25; j++) {
			const row = MIDDLE + Math.trunc(i / 3) - 1 + Math.trunc(j / 5) - 2;
			const column = MIDDLE + (i % 3) - 1 + (j % 5) - 2;
			const at = row * SIDE + column;
			expected[at] = (expected[at] ?? 0) + (a[i] ?? 0) * (b[j] ?? 0);
		}
	const all = expected.reduce((sum, value) => sum + Math.abs(value), 0);
	values.forEach((value, at) =>
		expect(Math.abs(value - Math.abs(expected[at] ?? 0) / all), `pixel ${at}`).toBeLessThan(1e-6)
	);
});

test('a measurement made again gives the same, and one over more passes another', async () => {
	const net = chain([
		['a', conv(3)],
		['act', { kind: 'gelu' }],
		['b', conv(3)]
	]);
	const [once, again, more] = [
		await fieldOf(net),
		await fieldOf(net),
		await fieldOf(net, undefined, 4)
	];
	expect(again).toEqual(once);
	expect(more).not.toEqual(once);
});
