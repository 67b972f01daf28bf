import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgpu';
import { expect, test } from 'vitest';

async function product(backend: 'cpu' | 'webgpu') {
	expect(await tf.setBackend(backend)).toBe(true);
	const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
	const b = tf.tensor2d([0.5, -1, 2, 0.25], [2, 2]);
	return [...(await tf.matMul(a, b).data())];
}

test('the browser gives a WebGPU adapter', async () => {
	expect(await navigator.gpu.requestAdapter()).not.toBeNull();
});

test('WebGPU multiplies matrices as the CPU does', async () => {
	expect(await product('webgpu')).toEqual(await product('cpu'));
});
