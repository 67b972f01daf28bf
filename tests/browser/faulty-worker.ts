import { backend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { serve } from '../../src/lib/benchmark/worker/serve.ts';

/** The live worker with faults that a test can ask for. */
export type Fault = 'crash' | 'close' | 'lose device' | 'invalid call' | 'hang' | 'exhaust memory';

function lacking<T extends object>(scope: T, name: string): void {
	Object.defineProperty(scope, name, { value: undefined, configurable: true });
}

// A browser without WebGPU, one that keeps its GPU's clock to itself, one whose compiler takes a shader for none, or a
// GPU that takes no larger buffers than every one does, as the worker's name asks for it.
if (self.name === 'no webgpu') lacking(navigator, 'gpu');
if (self.name === 'no timestamps') hideTimestamps();
if (self.name === 'bad shader') breakFirstShader();
if (self.name === 'small buffers')
	Object.defineProperty(GPUSupportedLimits.prototype, 'maxStorageBufferBindingSize', {
		value: 2 ** 27
	});

function hideTimestamps(): void {
	const { has } = GPUSupportedFeatures.prototype;
	GPUSupportedFeatures.prototype.has = function (feature) {
		return feature !== 'timestamp-query' && has.call(this, feature);
	};
}

function device(): GPUDevice {
	const current = backend();
	if (!(current instanceof WebGPUBackend)) throw new Error('WebGPU is not running');
	return current.device;
}

/** The first shader of all is one that no compiler takes. */
function breakFirstShader(): void {
	const { createShaderModule } = GPUDevice.prototype;
	GPUDevice.prototype.createShaderModule = function ({ code }) {
		GPUDevice.prototype.createShaderModule = createShaderModule;
		return createShaderModule.call(this, { code: `${code}\nthis is no WGSL` });
	};
}

/** Asks for more of the largest buffers than any device has room for; nothing is written to them. */
function exhaustMemory(): void {
	const gpu = device();
	const buffers = Array.from({ length: 256 }, () =>
		gpu.createBuffer({ size: gpu.limits.maxBufferSize, usage: GPUBufferUsage.STORAGE })
	);
	for (const buffer of buffers) buffer.destroy();
}

self.addEventListener('message', ({ data }: MessageEvent<{ fault?: Fault }>) => {
	switch (data.fault) {
		case 'crash':
			throw new Error('the worker crashes as it was asked to');
		case 'close':
			self.close();
			break;
		case 'lose device':
			device().destroy();
			break;
		case 'invalid call':
			// A buffer cannot be mapped for reading and for writing.
			device().createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE });
			break;
		case 'hang':
			for (;;);
		case 'exhaust memory':
			exhaustMemory();
			break;
		case undefined:
			break;
	}
});

serve(self);
