import { afterAll, afterEach, expect, test } from 'vitest';
import { chain } from '../../src/lib/arch/net.ts';
import { readReport } from '../../src/lib/benchmark/report/file.ts';
import { WAITED_FOR } from '../../src/lib/benchmark/report/format.ts';
import { createLiveClient, type LiveClient } from '../../src/lib/benchmark/client.ts';
import { statsOf } from '../../src/lib/stats/quantiles.ts';
import { smallNetwork } from '../small-networks.ts';
import { leastNetwork, requestFor, shortNetwork } from './networks.ts';

const tiny = smallNetwork('tiny_vit');

// For all tests: a worker that begins loads all modules anew.
const live = createLiveClient();
afterAll(() => live.dispose());

/** A client for one test. */
let own: LiveClient | null = null;
afterEach(() => {
	own?.dispose();
	own = null;
});

for (const kernels of ['ours', 'stock'] as const) {
	test(`every dispatch of a pass with ${kernels} kernels is timed on the GPU’s clock, in one submission`, async () => {
		const request = requestFor(shortNetwork, {
			backend: 'webgpu',
			kernels,
			runs: 5,
			layerTimes: true
		});
		const outcome = await live.ask('run', request);
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const { gpu, layerTimes, calls, kernelCalls } = outcome.result;
		if (!gpu) throw new Error('no timestamps');
		expect(gpu.dispatches).toBe(calls);
		// Else they would go in several.
		expect(gpu.dispatches).toBeGreaterThan(15);
		expect(gpu.submits).toBe(1);
		expect(kernelCalls.reduce((total, { count }) => total + count, 0)).toBe(calls);
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

/** A client of a worker that finds less in the browser than there is. */
function lackingClient(name: 'no timestamps' | 'small buffers'): LiveClient {
	own = createLiveClient({
		createWorker: () =>
			new Worker(new URL('./faulty-worker.ts', import.meta.url), { type: 'module', name })
	});
	return own;
}

test('without timestamps layers are waited for, and the report says so', async () => {
	const outcome = await lackingClient('no timestamps').ask(
		'run',
		requestFor(leastNetwork, { backend: 'webgpu', layerTimes: true })
	);
	if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
	const { gpu, layerTimes, layerTimesAre } = outcome.result;
	expect(gpu).toBeNull();
	expect(layerTimesAre).toBe(WAITED_FOR);
	expect(layerTimes.some(({ ms }) => ms > 0)).toBe(true);
});

for (const backend of ['webgpu', 'webgl', 'wasm'] as const) {
	test(`a report of a real run on ${backend} opens again as it was`, async () => {
		const outcome = await live.ask('run', requestFor(leastNetwork, { backend, layerTimes: true }));
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const { report, problems } = readReport(JSON.stringify(outcome.result));
		expect(problems).toEqual([]);
		expect(report).toEqual(outcome.result);
	});
}

for (const backend of ['webgpu', 'wasm'] as const) {
	test(`the peaks of ${backend} are above what a network reaches there, and can be cancelled`, async () => {
		const stopped = await live.ask('peaks', { backend }, ({ phase }) => {
			if (phase === 'peaks') void live.stop();
		});
		expect(stopped).toEqual({ kind: 'cancelled', by: 'user' });
		const outcome = await live.ask('peaks', { backend });
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const run = await live.ask('run', requestFor(leastNetwork, { backend }));
		if (run.kind !== 'done') throw new Error(JSON.stringify(run));
		const { arithmetic, memory } = outcome.result;
		expect(arithmetic.perSecond).toBeGreaterThan(1e9 * run.result.gflopsPerSecond);
		expect(memory.perSecond).toBeGreaterThan(1e8);
		expect(arithmetic.by).toMatch(
			backend === 'webgpu' ? /^WGSL .+ in registers/ : /^our product|matMul/
		);
	});
}

test('a sweep measures batch after batch, until the device’s memory says no', async () => {
	// One image's output takes 70 MB, which is within the limit of 128 MiB; two are not.
	const net = chain([
		['conv', { kind: 'conv', out: 16, kernel: 1, stride: 1, padding: 520, groups: 1, bias: true }],
		['pool', { kind: 'globalPool' }]
	]);
	const reported: number[] = [];
	const outcome = await lackingClient('small buffers').ask(
		'sweep',
		{
			net,
			input: [8, 8, 3],
			backend: 'webgpu',
			kernels: 'ours',
			design: '#test',
			largest: 256,
			runs: 1,
			// Memory is to end it, however slow the machine.
			budgetMs: 3_600_000
		},
		(progress) => {
			if (progress.phase === 'sweep') reported.push(progress.points.length);
		}
	);
	if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
	const { points, ended } = outcome.result;
	expect(points.map(({ batch }) => batch)).toEqual(points.map((_, i) => 2 ** i));
	expect(reported.at(-1)).toBe(points.length);
	expect(ended).toMatchObject({ why: 'memory', message: expect.stringContaining('allows') });
	for (const { samples, stats } of points) expect(stats).toEqual(statsOf(samples));
});

test('a sweep that is cancelled has reported what it measured', async () => {
	const { net, input } = tiny;
	let reported = 0;
	const outcome = await live.ask(
		'sweep',
		{
			net,
			input,
			backend: 'cpu',
			kernels: 'ours',
			design: '#test',
			largest: 1024,
			runs: 2,
			budgetMs: 600_000
		},
		(progress) => {
			if (progress.phase !== 'sweep') return;
			reported = progress.points.length;
			if (reported === 2) void live.stop();
		}
	);
	expect(outcome).toEqual({ kind: 'cancelled', by: 'user' });
	expect(reported).toBe(2);
});
