import { engine } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { chain, type Net } from '../../src/lib/arch/net.ts';
import { runNetwork } from '../../src/lib/live/run.ts';
import { requestFor, smallNetwork } from './live-networks.ts';

const REBUILDS = 200;

const restores: (() => void)[] = [];
afterEach(() => {
	for (const restore of restores.splice(0)) restore();
});

/** Bytes of the buffers that each device holds, as they are made and destroyed. */
function watchBuffers(): () => number {
	const held = new Map<GPUDevice, Set<GPUBuffer>>();
	const { createBuffer, destroy } = GPUDevice.prototype;
	GPUDevice.prototype.createBuffer = function (descriptor) {
		const buffer = createBuffer.call(this, descriptor);
		const buffers = held.get(this) ?? new Set();
		held.set(this, buffers.add(buffer));
		const free = buffer.destroy.bind(buffer);
		buffer.destroy = () => {
			buffers.delete(buffer);
			free();
		};
		return buffer;
	};
	GPUDevice.prototype.destroy = function () {
		held.delete(this);
		return destroy.call(this);
	};
	restores.push(() => Object.assign(GPUDevice.prototype, { createBuffer, destroy }));
	return () =>
		[...held.values()].flatMap((buffers) => [...buffers]).reduce((sum, { size }) => sum + size, 0);
}

/** Two calls whose sizes change with every edit, so that no buffer fits the next model. */
const edited = (width: number): Net =>
	chain([
		['conv', { kind: 'conv', out: width, kernel: 2, stride: 2, padding: 0, groups: 1, bias: true }],
		['act', { kind: 'gelu' }],
		['pool', { kind: 'globalPool' }]
	]);

test(`${REBUILDS} rebuilds in a row leave no memory on the GPU and no tensors`, async () => {
	const bytes = watchBuffers();
	const request = requestFor(smallNetwork('tiny_convnext'), { backend: 'webgpu', runs: 1 });
	const around = { report: () => {}, breathe: () => Promise.resolve() };
	const { numTensors } = engine().state;
	let seen = 0;
	for (let i = 0; i < REBUILDS; i++) {
		const net = edited(4 * (1 + (i % 50)));
		const card = await runNetwork(
			{ ...request, net, input: [8, 8, 3] },
			{
				...around,
				report: () => (seen = Math.max(seen, bytes()))
			}
		);
		expect(card.tensorsLeaked).toBe(0);
		expect(bytes()).toBe(0);
		expect(engine().state.numTensors).toBe(numTensors);
	}
	expect(seen).toBeGreaterThan(0);
}, 480_000);
