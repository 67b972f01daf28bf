import { engine } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { layersOf } from '../../src/lib/arch/infer.ts';
import { chain, type Net } from '../../src/lib/arch/net.ts';
import { runNetwork } from '../../src/lib/benchmark/run.ts';
import { release } from '../../src/lib/benchmark/worker/held.ts';
import { weightBytes } from '../../src/lib/count/memory.ts';
import { smallNetwork } from '../small-networks.ts';
import { requestFor } from './networks.ts';

/** Each is checked to leave nothing but its weights, so that more would show nothing new. */
const REBUILDS = 24;
const WIDTHS = 12;
const ROW_BYTES = 2048;

const restores: (() => void)[] = [];
afterEach(() => {
	for (const restore of restores.splice(0)) restore();
});

type GpuMemory = GPUBuffer | GPUTexture;
const bytesOf = (memory: GpuMemory): number =>
	memory instanceof GPUBuffer ? memory.size : memory.width * memory.height * 16;

/** Bytes of the buffers and textures that each device has, as they are made and destroyed. */
function watchMemory(): () => number {
	const all = new Map<GPUDevice, Set<GpuMemory>>();
	const { createBuffer, createTexture, destroy } = GPUDevice.prototype;
	function track<T extends GpuMemory>(device: GPUDevice, made: T): T {
		const memory = all.get(device) ?? new Set();
		all.set(device, memory.add(made));
		const free = made.destroy.bind(made);
		made.destroy = () => {
			memory.delete(made);
			free();
		};
		return made;
	}
	GPUDevice.prototype.createBuffer = function (descriptor) {
		return track(this, createBuffer.call(this, descriptor));
	};
	GPUDevice.prototype.createTexture = function (descriptor) {
		return track(this, createTexture.call(this, descriptor));
	};
	GPUDevice.prototype.destroy = function () {
		all.delete(this);
		return destroy.call(this);
	};
	restores.push(() => Object.assign(GPUDevice.prototype, { createBuffer, createTexture, destroy }));
	return () =>
		[...all.values()]
			.flatMap((memory) => [...memory])
			.reduce((sum, memory) => sum + bytesOf(memory), 0);
}

/** Two calls whose sizes change with every edit, so that no buffer fits the next model. */
const edited = (width: number): Net =>
	chain([
		['conv', { kind: 'conv', out: width, kernel: 2, stride: 2, padding: 0, groups: 1, bias: true }],
		['act', { kind: 'gelu' }],
		['pool', { kind: 'globalPool' }]
	]);

test(`${REBUILDS} rebuilds in a row keep the last network's weights on the GPU and nothing else, and those too are freed`, async () => {
	const bytes = watchMemory();
	const request = requestFor(smallNetwork('tiny_convnext'), { backend: 'webgpu', runs: 1 });
	const around = { onProgress: () => {}, yieldOrStop: () => Promise.resolve() };
	const { numTensors } = engine().state;
	const input = [8, 8, 3];
	const kept: number[] = [];
	let seen = 0;
	for (let i = 0; i < REBUILDS; i++) {
		const net = edited(4 * (1 + (i % WIDTHS)));
		const report = await runNetwork(
			{ ...request, net, input },
			{
				...around,
				onProgress: () => (seen = Math.max(seen, bytes()))
			}
		);
		expect(report.tensorsLeaked).toBe(0);
		kept.push(bytes());
		// Weights fill whole rows of a texture.
		expect(bytes()).toBeLessThanOrEqual(weightBytes(layersOf(net, input)) + ROW_BYTES);
	}
	expect(kept.slice(WIDTHS)).toEqual(kept.slice(0, WIDTHS));
	expect(seen).toBeGreaterThan(bytes());
	release();
	expect(bytes()).toBe(0);
	expect(engine().state.numTensors).toBe(numTensors);
});
