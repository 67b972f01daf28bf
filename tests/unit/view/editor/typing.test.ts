import { expect, test } from 'vitest';
import { presetDesign, type Design } from '../../../../src/lib/arch/design.ts';
import { Studio } from '../../../../src/lib/state/studio.svelte.ts';
import { typing } from '../../../../src/lib/view/editor/typing.ts';

const tiny = presetDesign('convnext_tiny') as Design;

test('keystrokes of one edit are undone as one, and another edit of the same field by itself', () => {
	const studio = new Studio(tiny);
	const input = typing();
	const type = (px: number, time: number) => studio.set('input', px, input.editAt(time));
	type(32, 0);
	type(320, 100);
	input.end();
	type(25, 200);
	type(256, 300);
	studio.undo();
	expect(studio.design.config.input).toBe(320);
	studio.undo();
	expect(studio.design).toEqual(tiny);
});

test('what is typed on minutes later is an edit of its own, though the field was never left', () => {
	const { editAt } = typing();
	const first = editAt(0);
	expect(editAt(900)).toBe(first);
	const later = editAt(120_000);
	expect(later).not.toBe(first);
	expect(editAt(121_000)).toBe(later);
});

test('the same field typed in anew after another page is another edit', () => {
	expect(typing().editAt(0)).not.toBe(typing().editAt(0));
});
