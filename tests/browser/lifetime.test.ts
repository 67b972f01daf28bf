import { expect, test } from 'vitest';
import { createPool } from '../../src/lib/explore/pool.ts';
import { askOnce } from '../../src/lib/workers/ask-once.ts';
import { whenReleased, type Alive } from '../../src/lib/workers/lifetime.ts';
import { keepWorkers, type PageWorkers } from '../../src/lib/workers/keep-workers.ts';
import { startWorkersOnPage, type FromPage } from '../../src/lib/workers/page-workers.ts';
import { queryOf } from '../spaces.ts';

const closingWorker = () =>
	new Worker(new URL('./closing-worker.ts', import.meta.url), { type: 'module' });

test('a worker that ends by itself before its one answer is told of', async () => {
	const asked = askOnce(closingWorker(), 'anything', { receive: () => {}, broken: 'it ended' });
	await expect(asked).rejects.toThrow('it ended');
});

test('a worker that ends by itself while designs are drawn is told of', async () => {
	const pool = createPool(closingWorker);
	const { signal } = new AbortController();
	const query = queryOf('convnext_atto;depths.all=1..3..1;n=2;seed=1');
	const outcome = await pool.draw(query, { workers: 1, signal, onprogress: () => {} });
	expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringContaining('Draw again') });
	pool.dispose();
});

/** A scope whose workers the page keeps, without a worker between. */
function keptScope() {
	const heard: ((event: MessageEvent<FromPage>) => void)[] = [];
	const kept: PageWorkers = keepWorkers((data) => {
		for (const listener of heard) listener(new MessageEvent('message', { data }));
	});
	const scope = {
		postMessage: kept.receive,
		addEventListener: (_: string, listener: (event: MessageEvent<FromPage>) => void) =>
			void heard.push(listener),
		Worker
	};
	startWorkersOnPage(scope);
	return { scope, kept };
}

test('a worker that the page starts for another, of a file or a blob, hears, answers and breaks', async () => {
	const { scope, kept } = keptScope();
	const code =
		'onmessage = ({ data }) => { if (data === 0) throw new Error("zero"); postMessage(1 / data); }';
	const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
	const worker = new scope.Worker(url);
	const answered = new Promise<MessageEvent>((resolve) => (worker.onmessage = resolve));
	worker.postMessage(4);
	expect((await answered).data).toBe(0.25);
	const broken = new Promise<ErrorEvent>((resolve) => worker.addEventListener('error', resolve));
	worker.postMessage(0);
	expect((await broken).message).toContain('zero');

	const closing = new scope.Worker(new URL('./closing-worker.ts', import.meta.url), {
		type: 'module'
	});
	const alive = await new Promise<MessageEvent<Alive>>((resolve) =>
		closing.addEventListener('message', resolve)
	);
	const gone = new Promise<void>((resolve) => whenReleased(alive.data.lock, resolve));
	kept.end();
	await gone;
});
