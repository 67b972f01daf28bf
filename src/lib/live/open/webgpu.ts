import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { LiveError } from '../failure.ts';
import type { Opened } from './opened.ts';
import { activate, drop } from './registry.ts';

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

async function openDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
	const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter)
		throw new LiveError('backend-unavailable', 'The GPU is gone.', 'Choose another backend.');
	const device = await adapter.requestDevice({
		requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
		requiredLimits: Object.fromEntries(RAISED.map((name) => [name, adapter.limits[name]]))
	});
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

export async function openWebGpu(): Promise<Opened> {
	const { device, info } = await openDevice();
	let closed = false;
	const lost = device.lost.then((reason) =>
		closed ? new Promise<never>(() => {}) : Promise.reject(lostError(reason))
	);
	// Nobody may be waiting at the moment it happens.
	lost.catch(() => {});
	await activate('webgpu', () => new WebGPUBackend(device, info));
	return {
		lost,
		watch: () => watch(device),
		close() {
			closed = true;
			drop('webgpu');
			device.destroy();
		}
	};
}
