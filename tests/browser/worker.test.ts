import { afterAll, afterEach, expect, test } from 'vitest';
import type { RunReport } from '../../src/lib/benchmark/report/report.ts';
import { createLiveClient, type LiveClient } from '../../src/lib/benchmark/client.ts';
import type { Outcome } from '../../src/lib/benchmark/protocol.ts';
import type { Progress } from '../../src/lib/benchmark/tasks.ts';
import type { Fault } from './faulty-worker.ts';
import { smallLogits } from '../golden/small-logits.ts';
import { smallNetwork } from '../small-networks.ts';
import { leastNetwork, network, requestFor, shortNetwork } from './networks.ts';

/** Of all, it needs the fewest shaders, which a processor takes long to compile. */
const tiny = smallNetwork('tiny_vit');

/** A client whose newest worker can be given faults. @param name of the first one, which says what it lacks */
function faulty(name = '') {
	const workers: Worker[] = [];
	const client = createLiveClient({
		createWorker() {
			const worker = new Worker(new URL('./faulty-worker.ts', import.meta.url), {
				type: 'module',
				name: workers.length === 0 ? name : ''
			});
			workers.push(worker);
			return worker;
		}
	});
	return {
		client,
		newest: () => workers.at(-1),
		fault: (fault: Fault) => workers.at(-1)?.postMessage({ fault, type: 'fault' })
	};
}

// Each for all tests: a worker that begins loads all modules anew. Those that end one leave the next to another.
const live = createLiveClient();
const { client, newest, fault } = faulty();
afterAll(() => {
	for (const { dispose } of [live, client]) dispose();
});

/** A client for one test. */
let own: LiveClient | null = null;
afterEach(() => {
	own?.dispose();
	own = null;
});

function reportOf(outcome: Outcome<RunReport>): RunReport {
	if (outcome.kind !== 'done') throw new Error(`no report: ${JSON.stringify(outcome)}`);
	return outcome.result;
}

/** Calls back once, when a phase is first reported. */
function onPhase(phase: Progress['phase'], then: () => void) {
	let called = false;
	return (progress: Progress) => {
		if (progress.phase !== phase || called) return;
		called = true;
		then();
	};
}

test('the worker finds the backends of this browser and knows SwiftShader for software', async () => {
	const backends = await live.backends();
	expect(backends.map(({ name }) => name)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
	expect(backends.filter(({ missing }) => missing !== null)).toEqual([]);
	const webgpu = backends[0];
	const isSwiftShader = webgpu?.adapter?.architecture === 'swiftshader';
	expect(webgpu?.adapter?.software).toBe(isSwiftShader);
	expect(webgpu?.limits.tensorBytes).toBeGreaterThan(2 ** 27);
});

const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(values: readonly number[]): number {
	const mean = meanOf(values);
	return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

for (const [backend, model] of [
	['webgpu', 'tiny_vit'],
	['wasm', 'tiny_convnext'],
	['cpu', 'tiny_convnext']
] as const) {
	test(`a run on ${backend} gives a full report and leaks no tensors`, async () => {
		const whole = smallNetwork(model);
		const { logits = [] } = smallLogits[model] ?? {};
		const phases: string[] = [];
		const request = requestFor(whole, { backend, runs: 4, batch: 2, layerTimes: true });
		const outcome = await live.ask('run', request, ({ phase }) => {
			if (phases.at(-1) !== phase) phases.push(phase);
		});
		const report = reportOf(outcome);
		expect(phases).toEqual(['backend', 'weights', 'first pass', 'runs', 'layers']);
		expect(report).toMatchObject({
			design: '#test',
			input: whole.input,
			batch: 2,
			backend,
			fallback: null,
			tfjs: '4.22.0',
			runs: { requested: 4, done: 4, ended: 'as asked' },
			tensorsLeaked: 0,
			output: { finite: true, argmax: logits.indexOf(Math.max(...logits)) },
			layerPasses: backend === 'webgpu' ? 10 : 3
		});
		expect(report.runs.samples).toHaveLength(4);
		expect(report.params.live).toBe(report.params.analytic);
		expect(report.layerTimes.map(({ path }) => path)).toEqual(whole.layers.map(({ path }) => path));
		expect(report.output.std).toBeCloseTo(deviationOf(logits), 4);
		const { peakTensorBytes, weightBytes, estimatedBytes } = report.memory;
		// Kernels keep a few scalars that the estimate leaves out.
		expect(peakTensorBytes).toBeLessThan(estimatedBytes + 100);
		expect(peakTensorBytes).toBeGreaterThan(0.99 * estimatedBytes);
		expect(weightBytes).toBeLessThan(peakTensorBytes);
		expect(structuredClone(report)).toEqual(JSON.parse(JSON.stringify(report)));

		const again = { ...request, runs: 1, layerTimes: false };
		const second = reportOf(await live.ask('run', again));
		expect(second.taken?.kernels).toBe(second.taken?.of);
		expect(second).toMatchObject({ loadMs: 0, tensorsLeaked: 0, output: report.output });
		expect(second.memory).toEqual(report.memory);
		expect(report.taken).toBeUndefined();
		// Its shaders would take as long again.
		if (backend === 'webgpu') return;
		const anew = reportOf(await live.ask('run', { ...again, fromNothing: true }));
		expect(anew.taken).toBeUndefined();
		expect(anew.output).toEqual(report.output);
	});
}

test('a run with int8 weights is compared with f32 on the way, and refused where there are none', async () => {
	const phases = new Set<string>();
	const kept = { precision: 'int8', runs: 1 } as const;
	const outcome = await live.ask(
		'run',
		requestFor(shortNetwork, { ...kept, backend: 'webgpu', layerTimes: true }),
		({ phase }) => void phases.add(phase)
	);
	const { precision, memory, params, tensorsLeaked, layerTimes } = reportOf(outcome);
	expect(phases).toContain('reference');
	expect(precision).toMatchObject({ kept: 'int8', bound: 0.5 });
	expect(precision?.distance).toBeGreaterThan(1e-3);
	expect(precision?.distance).toBeLessThan(0.1);
	expect(params.live).toBe(params.analytic);
	expect(tensorsLeaked).toBe(0);
	expect(layerTimes.length).toBeGreaterThan(0);
	expect(memory.weightBytes).toBeLessThan(2 * params.live);
	expect(memory.peakTensorBytes).toBeLessThan(2 * memory.estimatedBytes);
	expect(
		await live.ask('run', requestFor(shortNetwork, { ...kept, backend: 'cpu' }))
	).toMatchObject({
		failure: { code: 'unsupported', message: 'f16 and int8 run on WebGPU alone.' }
	});
});

test('without a wish the best backend runs, and that is no fallback', async () => {
	const [webgpu] = await live.backends();
	const report = reportOf(
		await live.ask('run', requestFor(leastNetwork, { backend: null, runs: 1 }))
	);
	expect(report.backend).toBe(webgpu?.adapter?.software ? 'wasm' : 'webgpu');
	expect(report.fallback).toBeNull();
});

test('runs that do not fit the budget are left out, and the report says so', async () => {
	const request = requestFor(tiny, { runs: 1000, budgetMs: 1 });
	const { runs } = reportOf(await live.ask('run', request));
	expect(runs.done).toBe(runs.samples.length);
	expect(runs).toMatchObject({ done: 1, requested: 1000, ended: 'out of time', budgetMs: 1 });
});

test('a run is cancelled between timed passes, and the same worker runs the next', async () => {
	const outcome = await client.ask(
		'run',
		requestFor(tiny, { runs: 100_000 }),
		onPhase('runs', () => void client.stop())
	);
	expect(outcome).toEqual({ kind: 'cancelled', by: 'user' });
	const before = newest();
	expect(reportOf(await client.ask('run', requestFor(tiny))).tensorsLeaked).toBe(0);
	expect(newest()).toBe(before);
});

test('a run is cancelled while weights are made', async () => {
	const outcome = await client.ask(
		'run',
		requestFor(network('convnext_base')),
		onPhase('weights', () => void client.stop())
	);
	expect(outcome).toEqual({ kind: 'cancelled', by: 'user' });
	expect((await client.ask('run', requestFor(leastNetwork))).kind).toBe('done');
});

test('a pass that does not end is cancelled by ending its worker', async () => {
	await client.backends();
	const hanging = newest();
	const outcome = await client.ask(
		'run',
		requestFor(leastNetwork, { runs: 100_000 }),
		onPhase('runs', () => {
			fault('hang');
			void client.stop();
		})
	);
	expect(outcome).toEqual({ kind: 'cancelled', by: 'user' });
	expect((await client.ask('run', requestFor(leastNetwork))).kind).toBe('done');
	expect(newest()).not.toBe(hanging);
});

test('the newest of three requests wins', async () => {
	const [first, second, third] = await Promise.all([
		client.ask('run', requestFor(tiny, { runs: 100_000 })),
		client.ask('run', requestFor(tiny, { runs: 100_000 })),
		client.ask('run', requestFor(tiny, { design: '#third' }))
	]);
	expect(first).toEqual({ kind: 'cancelled', by: 'newer' });
	expect(second).toEqual({ kind: 'cancelled', by: 'newer' });
	expect(reportOf(third).design).toBe('#third');
});

test('a crash of the worker is reported, and the next run works', async () => {
	const outcome = await client.ask(
		'run',
		requestFor(leastNetwork, { runs: 100_000 }),
		onPhase('runs', () => fault('crash'))
	);
	expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'worker-crashed' } });
	expect((await client.ask('run', requestFor(leastNetwork))).kind).toBe('done');
});

test('a worker that closes itself, which raises no event, is reported as crashed', async () => {
	const outcome = await client.ask(
		'run',
		requestFor(leastNetwork, { runs: 100_000 }),
		onPhase('runs', () => fault('close'))
	);
	expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'worker-crashed' } });
	expect((await client.ask('run', requestFor(leastNetwork))).kind).toBe('done');
});

test('the loss of the GPU is reported, and the next run on WebGPU works', async () => {
	const request = requestFor(leastNetwork, { backend: 'webgpu', runs: 100_000 });
	const outcome = await client.ask(
		'run',
		request,
		onPhase('runs', () => fault('lose device'))
	);
	expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'device-lost' } });
	expect((await client.ask('run', { ...request, runs: 2 })).kind).toBe('done');
});

test('a shader that does not compile is reported, with what to do, and the next run works', async () => {
	const { client: breaking } = faulty('bad shader');
	own = breaking;
	const request = requestFor(leastNetwork, { backend: 'webgpu', kernels: 'stock', runs: 1 });
	expect(await breaking.ask('run', request)).toMatchObject({
		kind: 'failed',
		failure: {
			code: 'gpu-error',
			message: expect.stringMatching(/^The GPU could not compile a shader: /),
			advice: 'Choose another backend, or TensorFlow.js’s own kernels.'
		}
	});
	expect(await breaking.ask('run', request)).toMatchObject({ kind: 'done' });
});

test('a GPU that runs out of memory is reported, with what to do, and the next run works', async () => {
	const request = requestFor(leastNetwork, { backend: 'webgpu', runs: 500 });
	const outcome = await client.ask(
		'run',
		request,
		onPhase('runs', () => fault('exhaust memory'))
	);
	expect(outcome).toMatchObject({
		kind: 'failed',
		failure: { code: 'out-of-memory', advice: expect.stringContaining('smaller batch') }
	});
	expect((await client.ask('run', { ...request, runs: 1 })).kind).toBe('done');
});

test('a page that is hidden pauses its run, and nothing is timed until it is seen again', async () => {
	let seen = true;
	let changed = (): void => {};
	own = createLiveClient({
		visibility: {
			seen: () => seen,
			watch(listener) {
				changed = listener;
				return () => {};
			}
		}
	});
	const look = (next: boolean) => {
		seen = next;
		changed();
	};
	const phases: string[] = [];
	const outcome = await own.ask('run', requestFor(tiny, { runs: 50 }), ({ phase }) => {
		if (phase === 'runs' && !phases.includes('runs')) look(false);
		// Only a run that has stopped tells of a pause.
		if (phase === 'paused') look(true);
		if (phases.at(-1) !== phase) phases.push(phase);
	});
	const { runs } = reportOf(outcome);
	expect(phases).toContain('paused');
	expect(runs.done).toBe(50);
	expect(runs.discarded).toBeLessThanOrEqual(1);
});

test('a run that is paused can be cancelled', async () => {
	own = createLiveClient({ visibility: { seen: () => false, watch: () => () => {} } });
	const outcome = await own.ask(
		'run',
		requestFor(tiny),
		onPhase('paused', () => void own?.stop())
	);
	expect(outcome).toEqual({ kind: 'cancelled', by: 'user' });
});

test('an error that WebGPU only reports to its scopes keeps times from being shown', async () => {
	const request = requestFor(leastNetwork, { backend: 'webgpu', runs: 500 });
	const outcome = await client.ask(
		'run',
		request,
		onPhase('runs', () => fault('invalid call'))
	);
	expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'gpu-error' } });
	expect((await client.ask('run', { ...request, runs: 1 })).kind).toBe('done');
});

test('a batch that does not fit a device is refused before anything is built', async () => {
	const phases: string[] = [];
	const request = requestFor(tiny, { backend: 'wasm', batch: 1_000_000 });
	const outcome = await live.ask('run', request, ({ phase }) => phases.push(phase));
	expect(outcome).toMatchObject({
		kind: 'failed',
		failure: { code: 'too-large', advice: expect.stringMatching(/^A batch of up to \d+ fits\.$/) }
	});
	expect(phases).toEqual(['backend']);
});

test('where WebGPU is missing another backend runs, and that is announced', async () => {
	const { client: lacking } = faulty('no webgpu');
	own = lacking;
	const seen: Progress[] = [];
	const request = requestFor(leastNetwork, { backend: 'webgpu', runs: 1 });
	const report = reportOf(await lacking.ask('run', request, (progress) => seen.push(progress)));
	const fallback = { asked: 'webgpu', reason: 'this browser has no WebGPU' };
	expect(seen[0]).toMatchObject({ phase: 'backend', fallback });
	expect(report).toMatchObject({ backend: 'wasm', fallback });
});
