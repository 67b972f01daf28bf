import { matMul, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import {
	deterministicImage,
	deterministicWeights
} from '../../src/lib/checkpoint/deterministic.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { leastNetwork, on } from './networks.ts';

const product = (backend: 'cpu' | 'webgpu') =>
	on(backend, async () => {
		const a = tensor2d([1, 2, 3, 4], [2, 2]);
		const b = tensor2d([0.5, -1, 2, 0.25], [2, 2]);
		return [...(await matMul(a, b).data())];
	});

test('the browser gives a WebGPU adapter', async () => {
	expect(await navigator.gpu.requestAdapter()).not.toBeNull();
});

test('WebGPU multiplies matrices as the CPU does', async () => {
	expect(await product('webgpu')).toEqual(await product('cpu'));
});

test('shaders are compiled while weights are made', async () => {
	const { prototype } = GPUDevice;
	const create = prototype.createComputePipelineAsync;
	const begun = new Promise<void>((resolve) => {
		prototype.createComputePipelineAsync = function (this: GPUDevice, descriptor) {
			resolve();
			return create.call(this, descriptor);
		};
	});
	const session = await runtimes.webgpu.open();
	const { net, input } = leastNetwork;
	const compiled = await session.compile({
		...{ net, input, batch: 1, kernels: 'ours' },
		async weights(name, shape) {
			// Those of the last layer wait for it.
			if (name.startsWith('head.')) await begun;
			return deterministicWeights(name, shape);
		}
	});
	prototype.createComputePipelineAsync = create;
	const output = await compiled.feed(deterministicImage(input)).run();
	session.close();
	expect(output).toHaveLength(10);
	expect(output.every(Number.isFinite)).toBe(true);
});
