import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chain, IDENTITY, type Join, type Net, type Shape } from '../../src/lib/arch/net.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import { gate } from '../parallels.ts';
import { backendsHere } from './backends-here.ts';
import { distance, keptOpen, outputsOf } from './networks.ts';

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
const on = keptOpen();

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
	for (const backend of backendsHere)
		expect(distance(await onImage(net, backend), expected), backend).toBeLessThan(1e-4);
});
