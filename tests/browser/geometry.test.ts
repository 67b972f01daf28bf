import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { BACKENDS } from '../../src/lib/runtimes/backends.ts';
import { geometry, titleOf } from '../golden/geometry.ts';
import { distance, on, outputsOf } from './networks.ts';

/** Every backend with our kernels, and WebGPU with the stock ones that it has instead of ours. */
const VARIANTS = [
	...BACKENDS.map((backend) => [backend, 'ours'] as const),
	['webgpu', 'stock'] as const
];

test.each(VARIANTS)(
	'kernels, gaps and padding of every form give PyTorch’s outputs on %s with %s kernels',
	async (backend, kernels) => {
		const wrong = await on(backend, async () => {
			const found: string[] = [];
			for (const layer of geometry) {
				const { op, input, outputs } = layer;
				const x = tensor(deterministicImage(input), [1, ...input]);
				const gap = distance(await outputsOf(op, x, backend, kernels), outputs);
				if (!(gap < 1e-5)) found.push(`${titleOf(layer)}: ${gap}`);
				x.dispose();
			}
			return found;
		});
		expect(wrong).toEqual([]);
	}
);
