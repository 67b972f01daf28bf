import { backend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** @throws Error where another backend is the current one */
export function currentBackend(): WebGPUBackend {
	const current = backend();
	if (current instanceof WebGPUBackend) return current;
	throw new Error('WebGPU is not the current backend');
}
