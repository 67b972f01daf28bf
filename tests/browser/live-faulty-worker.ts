import { backend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { serve } from '../../src/lib/live/serve.ts';

/** The live worker with faults that a test can ask for. */
export type Fault = 'crash' | 'lose device' | 'invalid call' | 'hang';

function lacking<T extends object>(scope: T, name: string): void {
	Object.defineProperty(scope, name, { value: undefined, configurable: true });
}

// A browser without WebGPU, as the worker's name asks for it.
if (self.name === 'no webgpu') lacking(navigator, 'gpu');

function device(): GPUDevice {
	const current = backend();
	if (!(current instanceof WebGPUBackend)) throw new Error('WebGPU is not running');
	return current.device;
}

self.addEventListener('message', ({ data }: MessageEvent<{ fault?: Fault }>) => {
	switch (data.fault) {
		case 'crash':
			throw new Error('the worker crashes as it was asked to');
		case 'lose device':
			device().destroy();
			break;
		case 'invalid call':
			// A buffer cannot be mapped for reading and for writing.
			device().createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE });
			break;
		case 'hang':
			for (;;);
	}
});

serve(self);
