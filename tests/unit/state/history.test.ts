import { expect, it } from 'vitest';
import { History } from '../../../src/lib/state/history.svelte.ts';

it('goes back and forth through what was', () => {
	const history = new History('a');
	history.replace('b');
	history.replace('c');
	history.undo();
	expect(history.present).toBe('b');
	history.undo();
	expect([history.present, history.canUndo]).toEqual(['a', false]);
	history.redo();
	history.redo();
	expect([history.present, history.canRedo]).toEqual(['c', false]);
});

it('undoes a drag as one step', () => {
	const history = new History(1);
	const drag = Symbol();
	for (const value of [2, 3, 4]) history.replace(value, drag);
	history.replace(5, Symbol());
	history.undo();
	expect(history.present).toBe(4);
	history.undo();
	expect(history.present).toBe(1);
});

it('starts a new step when the same gesture comes after an undo', () => {
	const history = new History(1);
	const drag = Symbol();
	history.replace(2, drag);
	history.undo();
	history.replace(3, drag);
	history.undo();
	expect(history.present).toBe(1);
});

it('forgets what was undone once something new is done', () => {
	const history = new History('a');
	history.replace('b');
	history.undo();
	history.replace('c');
	expect(history.canRedo).toBe(false);
});

it('does nothing at either end', () => {
	const history = new History('a');
	history.undo();
	history.redo();
	expect(history.present).toBe('a');
});

it('has nothing to go back to where it begins anew', () => {
	const history = new History('a');
	history.replace('b');
	history.begin('c');
	expect([history.present, history.canUndo, history.canRedo]).toEqual(['c', false, false]);
});
