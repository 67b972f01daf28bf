import { expect, test } from 'vitest';
import {
	backendLabel,
	bestBackend,
	chooseBackend,
	isSoftware,
	type Adapter,
	type Backend
} from '../../../src/lib/runtimes/backends.ts';
import { browserName } from '../../../src/lib/benchmark/browser.ts';

const limits = { tensorBytes: null, totalBytes: null };

const swiftshader: Adapter = {
	vendor: 'google',
	architecture: 'swiftshader',
	description: '',
	software: true
};
const apple: Adapter = {
	vendor: 'apple',
	architecture: 'metal-3',
	description: '',
	software: false
};

const webgpu = (adapter: Adapter): Backend => ({ name: 'webgpu', missing: null, adapter, limits });
const missing: Backend = {
	name: 'webgpu',
	missing: 'this browser has no WebGPU',
	adapter: null,
	limits
};
const wasm: Backend = { name: 'wasm', missing: null, adapter: null, limits };
const cpu: Backend = { name: 'cpu', missing: null, adapter: null, limits };

test('WebGPU on a real GPU is the default', () => {
	expect(bestBackend([webgpu(apple), wasm, cpu]).name).toBe('webgpu');
});

test('WebAssembly is the default where WebGPU is software or missing', () => {
	expect(bestBackend([webgpu(swiftshader), wasm, cpu]).name).toBe('wasm');
	expect(bestBackend([missing, wasm, cpu]).name).toBe('wasm');
});

test('a backend that was asked for runs even if it is software', () => {
	const choice = chooseBackend([webgpu(swiftshader), wasm, cpu], 'webgpu');
	expect([choice.backend.name, choice.fallback]).toEqual(['webgpu', null]);
});

test('a fallback says what was asked for and why it could not be', () => {
	const choice = chooseBackend([missing, wasm, cpu], 'webgpu');
	expect(choice.backend.name).toBe('wasm');
	expect(choice.fallback).toEqual({ asked: 'webgpu', reason: 'this browser has no WebGPU' });
});

test('a default that nobody asked for is no fallback', () => {
	expect(chooseBackend([missing, wasm, cpu], null).fallback).toBeNull();
});

test('software renderers are recognised by their names', () => {
	expect(isSoftware('google', 'swiftshader')).toBe(true);
	expect(isSoftware('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))')).toBe(true);
	expect(isSoftware('llvmpipe (LLVM 15.0.7, 256 bits)')).toBe(true);
	expect(isSoftware('Microsoft Basic Render Driver')).toBe(true);
	expect(isSoftware('nvidia', 'hopper', 'NVIDIA H100')).toBe(false);
});

test('labels say what a backend is on this device', () => {
	expect(backendLabel(webgpu(swiftshader))).toBe('WebGPU, software (SwiftShader)');
	expect(backendLabel(webgpu(apple))).toBe('WebGPU, apple metal-3');
	expect(backendLabel(missing)).toBe('WebGPU, not here');
	expect(backendLabel(wasm)).toBe('WebAssembly, on the processor');
	expect(backendLabel({ ...wasm, threads: 2 })).toBe('WebAssembly, on the processor, 2 threads');
});

test('browsers are named with their version', () => {
	const chrome =
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';
	expect(browserName(chrome)).toBe('Chrome 156');
	expect(browserName(`${chrome} Edg/156.0.0.0`)).toBe('Edge 156');
	expect(browserName('Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
		'Firefox 140'
	);
	expect(browserName('something else')).toBe('something else');
});
