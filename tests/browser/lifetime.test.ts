import { expect, test } from 'vitest';
import { createPool } from '../../src/lib/explore/pool.ts';
import { askOnce } from '../../src/lib/workers/ask-once.ts';
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
