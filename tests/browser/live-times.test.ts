import { afterEach, expect, test } from 'vitest';
import { createLiveClient, type LiveClient } from '../../src/lib/live/client.ts';
import { requestFor, smallNetwork } from './live-networks.ts';

const tiny = smallNetwork('tiny_convnext');

let client: LiveClient | null = null;
afterEach(() => {
	client?.dispose();
	client = null;
});

function liveClient(): LiveClient {
	client = createLiveClient();
	return client;
}

for (const kernels of ['ours', 'stock'] as const) {
	test(`every dispatch of a pass with ${kernels} kernels is timed on the GPU’s clock, in one submission`, async () => {
		const request = requestFor(tiny, { backend: 'webgpu', kernels, runs: 5, layerTimes: true });
		const outcome = await liveClient().run(request);
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const { gpu, layerTimes, calls, stats } = outcome.card;
		console.log(JSON.stringify({ gpu, stats, calls }));
		if (!gpu) throw new Error('no timestamps');
		expect(gpu.dispatches).toBe(calls);
		expect(gpu.submits).toBe(1);
		const sum = layerTimes.reduce((total, { ms }) => total + ms, 0);
		expect(sum).toBeCloseTo(gpu.sumMs, 6);
		// Dispatches do not overlap, and the page cannot see less than the GPU did.
		expect(gpu.sumMs).toBeLessThanOrEqual(gpu.spanMs * 1.001);
		expect(gpu.spanMs).toBeLessThanOrEqual(gpu.wallMs);
		expect(layerTimes.filter(({ within }) => within === undefined)).toSatisfy(
			(own: typeof layerTimes) =>
				own.every(({ kernels = [], ms }) => kernels.length === 0 || ms > 0)
		);
	});
}

test('peaks', async () => {
	for (const backend of ['webgpu', 'wasm', 'cpu'] as const) {
		const t = performance.now();
		const outcome = await liveClient().runPeaks({ backend });
		console.log(JSON.stringify(outcome), performance.now() - t);
	}
	expect(1).toBe(1);
});
test('sweep', async () => {
	const { net, input } = tiny;
	const outcome = await liveClient().runSweep({
		net,
		input,
		backend: 'wasm',
		kernels: 'ours',
		design: 'x',
		largest: 16,
		runs: 3,
		budgetMs: 10000
	});
	console.log(JSON.stringify(outcome));
	expect(1).toBe(1);
});
