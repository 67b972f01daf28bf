import { expect, test } from 'vitest';
import { Panes } from '../../../src/lib/state/panes.svelte.ts';
import { memoryStorage } from '../../storage.ts';

test('a pane that was folded is folded on the next visit', () => {
	const storage = memoryStorage();
	const panes = new Panes(() => storage);
	expect([panes.isFolded('editor'), panes.isFolded('steps')]).toEqual([false, true]);
	panes.fold('editor', true);
	panes.fold('steps', false);
	const next = new Panes(() => storage);
	next.load(() => expect.unreachable());
	expect([next.isFolded('editor'), next.isFolded('steps')]).toEqual([true, false]);
	expect(next.isFolded('inspector')).toBe(false);
});

test('what is no pane and no answer is dropped, and the rest is kept', () => {
	const storage = memoryStorage();
	const value = { editor: true, inspector: 'yes', attic: true };
	storage.setItem('convnext-explorer:panes', JSON.stringify({ version: 1, value }));
	const panes = new Panes(() => storage);
	const dropped: string[] = [];
	panes.load((label) => dropped.push(label));
	expect(dropped).toEqual(['which parts of the workspace are folded']);
	expect([panes.isFolded('editor'), panes.isFolded('inspector')]).toEqual([true, false]);
});

test('where nothing may be stored, a pane folds for this visit', () => {
	const panes = new Panes(() => {
		throw new Error('forbidden');
	});
	panes.fold('editor', true);
	expect(panes.isFolded('editor')).toBe(true);
});

test('a width that was given is there on the next visit, until it is reset', () => {
	const storage = memoryStorage();
	const panes = new Panes(() => storage);
	panes.resize('editor', 400);
	panes.resize('block', 500);
	panes.settle();
	const next = new Panes(() => storage);
	next.load(() => expect.unreachable());
	expect([next.widthOf('editor'), next.widthOf('block'), next.isResized]).toEqual([400, 500, true]);
	next.resetWidth('editor');
	expect([next.widthOf('editor'), next.isResized]).toEqual([undefined, true]);
	next.resetWidth();
	expect(next.isResized).toBe(false);
	panes.load(() => expect.unreachable());
	expect(panes.isResized).toBe(false);
});

test('a width that no pane may have is dropped', () => {
	const storage = memoryStorage();
	const value = { editor: 5, inspector: 300, block: '300', attic: 300 };
	storage.setItem('convnext-explorer:pane-widths', JSON.stringify({ version: 1, value }));
	const panes = new Panes(() => storage);
	const dropped: string[] = [];
	panes.load((label) => dropped.push(label));
	expect(dropped).toEqual(['how wide parts of the workspace are']);
	expect([panes.widthOf('editor'), panes.widthOf('inspector')]).toEqual([undefined, 300]);
});
