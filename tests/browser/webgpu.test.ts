import { matMul, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { on } from './networks.ts';

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
