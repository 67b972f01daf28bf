import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { LiveError } from '../../../errors/failure.ts';
import { amended } from '../../webgpu/wgsl/annotations.ts';
import { contributions } from '../../webgpu/contributions.ts';
import { pipelinesOf } from '../../webgpu/pipelines.ts';
import { gpuTimerOf } from '../../webgpu/gpu-timer.ts';
import { forgetDispatches, rememberDispatches } from '../../webgpu/remembered.ts';
import type { OpenBackend } from '../opened.ts';
import { activate, drop } from '../registry.ts';

const SCOPES = ['validation', 'out-of-memory', 'internal'] as const;

/** What tfjs asks for beyond the defaults: all that the adapter has. */
const RAISED = [
	'maxComputeWorkgroupStorageSize',
	'maxComputeWorkgroupsPerDimension',
	'maxStorageBufferBindingSize',
	'maxBufferSize',
	'maxComputeWorkgroupSizeX',
	'maxComputeInvocationsPerWorkgroup'
] as const;

/** Features that are used where the adapter has them. */
const WELCOME = ['timestamp-query', 'subgroups', 'shader-f16'] as const;

/** tfjs writes its own code before a kernel's, which may want that otherwise. */
function amendShaders(device: GPUDevice): void {
	const create = device.createShaderModule.bind(device);
	device.createShaderModule = (descriptor) =>
		create({ ...descriptor, code: amended(descriptor.code) });
}

async function openDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
	const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter)
		throw new LiveError('backend-unavailable', 'The GPU is gone.', 'Choose another backend.');
	const device = await adapter.requestDevice({
		requiredFeatures: WELCOME.filter((name) => adapter.features.has(name)),
		requiredLimits: Object.fromEntries(RAISED.map((name) => [name, adapter.limits[name]]))
	});
	amendShaders(device);
	return { device, info: adapter.info };
}

const lostError = ({ message }: GPUDeviceLostInfo): LiveError =>
	new LiveError(
		'device-lost',
		`The GPU was lost in the middle of the run${message ? `: ${message}` : ''}.`,
		'Run again; if it happens again, use a smaller batch or input, or the WebAssembly backend.'
	);

/** WebGPU reports errors to scopes, not to the caller. */
function watch(device: GPUDevice): () => Promise<string | null> {
	for (const scope of SCOPES) device.pushErrorScope(scope);
	return async () => {
		const errors = await Promise.all(SCOPES.map(() => device.popErrorScope()));
		const first = errors.find((error) => error !== null);
		if (!first) return null;
		return first instanceof GPUOutOfMemoryError ? `out of memory: ${first.message}` : first.message;
	};
}

/** What a back end has of its buffers that its types leave out. */
type Pool = Readonly<{ freeBuffers: ReadonlyMap<string, readonly GPUBuffer[]> }>;

/** tfjs keeps every buffer that was freed, for values of the very same size. */
function trim(backend: WebGPUBackend): void {
	forgetDispatches(backend);
	const { bufferManager } = backend;
	const { freeBuffers } = bufferManager as unknown as Pool;
	for (const { size, usage } of [...freeBuffers.values()].flat())
		bufferManager.releaseBuffer(bufferManager.acquireBuffer(size, usage), false);
}

/** Lists dispatches from now on, by what tells their shaders apart. */
function listDispatches(backend: WebGPUBackend): () => readonly string[] {
	const run = backend.runWebGPUProgram.bind(backend);
	const names: string[] = [];
	backend.runWebGPUProgram = (program, ...rest) => {
		names.push(program.shaderKey);
		return run(program, ...rest);
	};
	return () => {
		backend.runWebGPUProgram = run;
		return names;
	};
}

export async function openWebGpu(): Promise<OpenBackend> {
	const { device, info } = await openDevice();
	let closed = false;
	const lost = device.lost.then((reason) =>
		closed ? new Promise<never>(() => {}) : Promise.reject(lostError(reason))
	);
	// Nobody may be waiting at the moment it happens.
	lost.catch(() => {});
	const backend = new WebGPUBackend(device, info);
	rememberDispatches(backend);
	for (const { opened } of await contributions()) opened(backend);
	await activate('webgpu', () => backend);
	const { ask, compiled } = pipelinesOf(backend);
	return {
		lost,
		watch: () => watch(device),
		ask,
		compiled,
		list: () => listDispatches(backend),
		device,
		gpuTimer: gpuTimerOf(backend),
		facts: () => ({}),
		threads: null,
		settle: null,
		trim: () => trim(backend),
		close() {
			closed = true;
			drop('webgpu');
			device.destroy();
		}
	};
}
