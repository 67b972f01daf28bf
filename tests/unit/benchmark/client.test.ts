import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunReport } from '../../../src/lib/benchmark/report/report.ts';
import { createLiveClient, type WorkerLike } from '../../../src/lib/benchmark/client.ts';
import type { FromWorker } from '../../../src/lib/benchmark/protocol.ts';
import type { RunRequest } from '../../../src/lib/benchmark/run-request.ts';
import type { Interleaved } from '../../../src/lib/benchmark/interleaved/interleaved.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const request: RunRequest = {
	net: { kind: 'relu' },
	input: [8, 8, 3],
	batch: 1,
	backend: 'cpu',
	kernels: 'ours',
	runs: 3,
	budgetMs: 1000,
	layerTimes: false,
	design: '#test'
};
// What a report says is not the client's business.
const report = { design: '#test' } as RunReport;

/** A worker that records what it is sent and answers when the test says so. */
function fakeWorker() {
	const sent: Parameters<WorkerLike['postMessage']>[0][] = [];
	const listeners = new Map<string, (event: never) => void>();
	let terminated = false;
	const worker: WorkerLike = {
		postMessage: (message) => void sent.push(message),
		terminate: () => void (terminated = true),
		addEventListener: (type: string, listener: (event: never) => void) =>
			void listeners.set(type, listener)
	};
	return {
		worker,
		sent,
		isTerminated: () => terminated,
		answer: (data: FromWorker) => listeners.get('message')?.({ data } as never),
		crash: () => listeners.get('error')?.(new Event('error') as never)
	};
}

function setUp() {
	const workers: ReturnType<typeof fakeWorker>[] = [];
	const released = new Map<string, () => void>();
	const client = createLiveClient({
		patienceMs: 500,
		whenReleased: (lock, callback) => void released.set(lock, callback),
		createWorker() {
			const fake = fakeWorker();
			workers.push(fake);
			return fake.worker;
		}
	});
	const nthWorker = (index: number) => {
		const worker = workers[index];
		if (!worker) throw new Error(`there is no worker ${index}`);
		return worker;
	};
	return { client, workers, nthWorker, release: (lock: string) => released.get(lock)?.() };
}

const failure = { code: 'device-lost', message: 'lost', advice: 'again' } as const;

test('no worker is started before it is needed', () => {
	expect(setUp().workers).toHaveLength(0);
});

test('what a task has left open is freed on request, and no worker is started for that', () => {
	const { client, workers, nthWorker } = setUp();
	client.release();
	expect(workers).toHaveLength(0);
	expect(client.busy()).toBe(false);
	void client.ask('run', request);
	expect(client.busy()).toBe(true);
	nthWorker(0).answer({ type: 'done', id: 1, result: report });
	expect(client.busy()).toBe(false);
	client.release();
	expect(nthWorker(0).sent.at(-1)).toEqual({ type: 'release' });
});

test('whoever waits for a task’s end goes on once none is under way and none waits', async () => {
	const { client, nthWorker } = setUp();
	await client.settled();
	const first = client.ask('run', request);
	let settled = false;
	const waiting = client.settled().then(() => (settled = true));
	const second = client.ask('run', request);
	nthWorker(0).answer({ type: 'cancelled', id: 1 });
	await first;
	await Promise.resolve();
	expect(settled).toBe(false);
	nthWorker(0).answer({ type: 'done', id: 2, result: report });
	await second;
	await waiting;
	expect(client.busy()).toBe(false);
});

test('a backend that never opens ends its run with a message, and the next run has a new worker', async () => {
	const { client, workers, nthWorker } = setUp();
	const opening = { phase: 'backend', label: 'WebAssembly', fallback: null } as const;
	const outcome = client.ask('run', request);
	nthWorker(0).answer({ type: 'progress', id: 1, progress: opening });
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await outcome).toMatchObject({
		kind: 'failed',
		failure: { code: 'backend-unavailable', message: 'WebAssembly did not start in time.' }
	});
	expect(nthWorker(0).isTerminated()).toBe(true);

	const next = client.ask('run', request);
	nthWorker(1).answer({ type: 'progress', id: 2, progress: opening });
	nthWorker(1).answer({ type: 'progress', id: 2, progress: { phase: 'first pass' } });
	await vi.advanceTimersByTimeAsync(600_000);
	expect(nthWorker(1).isTerminated()).toBe(false);
	nthWorker(1).answer({ type: 'done', id: 2, result: report });
	expect(await next).toEqual({ kind: 'done', result: report });
	expect(workers).toHaveLength(2);
});

test('a run tells its progress and ends with its report', async () => {
	const { client, nthWorker } = setUp();
	const phases: string[] = [];
	const outcome = client.ask('run', request, ({ phase }) => phases.push(phase));
	nthWorker(0).answer({ type: 'progress', id: 1, progress: { phase: 'first pass' } });
	nthWorker(0).answer({ type: 'done', id: 1, result: report });
	expect(await outcome).toEqual({ kind: 'done', result: report });
	expect(phases).toEqual(['first pass']);
});

test('stop is asked for softly, and the worker stays', async () => {
	const { client, workers, nthWorker } = setUp();
	const outcome = client.ask('run', request);
	const stopped = client.stop();
	expect(nthWorker(0).sent.at(-1)).toEqual({ type: 'stop', id: 1 });
	nthWorker(0).answer({ type: 'cancelled', id: 1 });
	await stopped;
	expect(await outcome).toEqual({ kind: 'cancelled', by: 'user' });
	void client.ask('run', request);
	expect(workers).toHaveLength(1);
	expect(nthWorker(0).isTerminated()).toBe(false);
});

test('a worker that does not answer a stop in time is ended, and the next run has a new one', async () => {
	const { client, workers, nthWorker } = setUp();
	const outcome = client.ask('run', request);
	const stopped = client.stop();
	await vi.advanceTimersByTimeAsync(499);
	expect(nthWorker(0).isTerminated()).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	expect(nthWorker(0).isTerminated()).toBe(true);
	await stopped;
	expect(await outcome).toEqual({ kind: 'cancelled', by: 'user' });
	void client.ask('run', request);
	expect(workers).toHaveLength(2);
});

test('the newest request wins: the run under way and the one that waits are cancelled', async () => {
	const { client, nthWorker } = setUp();
	const first = client.ask('run', request);
	const second = client.ask('run', request);
	const third = client.ask('run', request);
	expect(await second).toEqual({ kind: 'cancelled', by: 'newer' });
	expect(nthWorker(0).sent.map((message) => [message.type, 'id' in message && message.id])).toEqual(
		[
			['ask', 1],
			['stop', 1]
		]
	);
	nthWorker(0).answer({ type: 'cancelled', id: 1 });
	expect(await first).toEqual({ kind: 'cancelled', by: 'newer' });
	expect(nthWorker(0).sent.at(-1)).toEqual({ type: 'ask', id: 3, task: 'run', request });
	nthWorker(0).answer({ type: 'done', id: 3, result: report });
	expect(await third).toEqual({ kind: 'done', result: report });
});

test('a report that arrives after a newer request is not shown', async () => {
	const { client, nthWorker } = setUp();
	const first = client.ask('run', request);
	void client.ask('run', request);
	nthWorker(0).answer({ type: 'done', id: 1, result: report });
	expect(await first).toEqual({ kind: 'cancelled', by: 'newer' });
});

test('a failure ends its worker; the next run starts in a new one', async () => {
	const { client, nthWorker } = setUp();
	const first = client.ask('run', request);
	nthWorker(0).answer({ type: 'failed', id: 1, failure });
	expect(await first).toEqual({ kind: 'failed', failure });
	expect(nthWorker(0).isTerminated()).toBe(true);
	const second = client.ask('run', request);
	nthWorker(1).answer({ type: 'done', id: 2, result: report });
	expect((await second).kind).toBe('done');
});

test('a worker that is gone without a word has crashed, and one that was ended has not', async () => {
	const { client, nthWorker, release } = setUp();
	const outcome = client.ask('run', request);
	nthWorker(0).answer({ type: 'alive', lock: 'first' });
	release('first');
	expect(await outcome).toMatchObject({ kind: 'failed', failure: { code: 'worker-crashed' } });

	const second = client.ask('run', request);
	nthWorker(1).answer({ type: 'alive', lock: 'second' });
	release('first');
	nthWorker(1).answer({ type: 'done', id: 2, result: report });
	expect((await second).kind).toBe('done');
});

test('a crash fails the run, and answers of the dead worker count no more', async () => {
	const { client, nthWorker } = setUp();
	const first = client.ask('run', request);
	nthWorker(0).answer({ type: 'progress', id: 1, progress: { phase: 'first pass' } });
	nthWorker(0).crash();
	expect(await first).toMatchObject({ kind: 'failed', failure: { code: 'worker-crashed' } });
	const second = client.ask('run', request);
	nthWorker(0).answer({ type: 'cancelled', id: 2 });
	nthWorker(1).answer({ type: 'done', id: 2, result: report });
	expect((await second).kind).toBe('done');
});

test('a worker that breaks before it says anything has not come at all', async () => {
	const { client, nthWorker } = setUp();
	const first = client.ask('run', request);
	nthWorker(0).crash();
	expect(await first).toMatchObject({ kind: 'failed', failure: { code: 'not-loaded' } });
});

test('disposing cancels everything and ends the worker', async () => {
	const { client, nthWorker } = setUp();
	const first = client.ask('run', request);
	const second = client.ask('run', request);
	client.dispose();
	expect((await first).kind).toBe('cancelled');
	expect((await second).kind).toBe('cancelled');
	expect(nthWorker(0).isTerminated()).toBe(true);
});

test('an interleaved benchmark takes the place of a run, and gives its times', async () => {
	const { client, nthWorker } = setUp();
	const run = client.ask('run', request);
	const interleaved = client.ask('interleaved', {
		contenders: [],
		backend: 'cpu',
		rounds: 3,
		budgetMs: 1000
	});
	nthWorker(0).answer({ type: 'cancelled', id: 1 });
	expect(await run).toEqual({ kind: 'cancelled', by: 'newer' });
	expect(nthWorker(0).sent.at(-1)).toMatchObject({ type: 'ask', id: 2, task: 'interleaved' });
	const times = { rounds: 3 } as Interleaved;
	nthWorker(0).answer({ type: 'done', id: 2, result: times });
	expect(await interleaved).toEqual({ kind: 'done', result: times });
});
