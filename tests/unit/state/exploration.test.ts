import { flushSync } from 'svelte';
import { expect, it, vi } from 'vitest';
import { createPool } from '../../../src/lib/explore/pool.ts';
import { readSpace } from '../../../src/lib/share/space-link.ts';
import { Exploration, lastSpace } from '../../../src/lib/state/exploration.svelte.ts';
import { drawHere, localWorker, queryOf } from '../../spaces.ts';

const FIRST = 'convnext_atto;depths.each=1..4..1;n=40;seed=1';
const SECOND = 'convnext_atto;depths.each=1..4..1;n=50;seed=2';

function exploring(link: string) {
	const exploration = new Exploration(
		readSpace(''),
		3,
		createPool(() => localWorker(() => 0))
	);
	exploration.open(readSpace(link));
	return exploration;
}

const settled = (exploration: ReturnType<typeof exploring>) =>
	vi.waitFor(() => expect(exploration.status).not.toBe('drawing'), { timeout: 300_000 });

it('draws what a link holds, leaving a core to the page', async () => {
	const exploration = exploring(FIRST);
	expect(exploration.workers).toBe(2);
	await settled(exploration);
	expect(exploration.status).toBe('done');
	expect(exploration.drawn.digits).toEqual(drawHere(queryOf(FIRST)).digits);
	expect(lastSpace()).toBe(FIRST);
});

it('shows the newest query, whatever an older one still brings', async () => {
	const exploration = exploring(`${FIRST.replace('n=40', 'n=41')}`);
	exploration.change(queryOf(SECOND));
	await settled(exploration);
	flushSync();
	expect(exploration.of).toBe(exploration.query);
	expect(exploration.drawn.tally.kept).toBe(50);
	expect(exploration.link).toBe(SECOND);
});

it('says when it was cancelled, and draws again when asked to', async () => {
	const exploration = exploring(FIRST.replace('seed=1', 'seed=7'));
	exploration.cancel();
	await settled(exploration);
	expect(exploration.status).toBe('cancelled');
	exploration.draw();
	await settled(exploration);
	expect(exploration.drawn.complete).toBe(true);
});

it('has the last set at once when it is opened again', async () => {
	await settled(exploring(SECOND));
	const again = exploring(SECOND);
	expect(again.status).toBe('done');
	expect(again.seconds).toBeNull();
	expect(again.drawn.tally.kept).toBe(50);
});

it('samples a space that has become too large to sweep', async () => {
	const exploration = exploring('convnext_atto;depths.each=1/2;sweep=on');
	await settled(exploration);
	exploration.change({
		...queryOf('convnext_atto;depths.each=1..96;n=5'),
		draw: { kind: 'sweep' }
	});
	expect(exploration.query.draw).toMatchObject({ kind: 'sample' });
	exploration.cancel();
});
