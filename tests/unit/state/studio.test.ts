import { expect, it } from 'vitest';
import { presetDesign } from '../../../src/lib/arch/design.ts';
import { Studio } from '../../../src/lib/state/studio.svelte.ts';
import { readLink } from '../../../src/lib/share/link.ts';
import { defaultDesign } from '../../../src/lib/share/settings.ts';

const studio = () => new Studio(defaultDesign());

it('counts anew after an edit', () => {
	const it = studio();
	it.set('depths', [3, 3, 27, 3]);
	// ConvNeXt-S, timm.
	expect(it.reading.totals.params).toBe(50223688);
});

it('keeps the last good counts while the design is impossible, and says which field is to blame', () => {
	const it = studio();
	const before = it.reading;
	it.set('input', 16);
	expect(it.reading).toEqual(before);
	expect(it.problems.map(({ field }) => field)).toEqual(['input']);
	it.undo();
	expect(it.problems).toEqual([]);
});

it('compares with the design’s own preset until another baseline is picked', () => {
	const it = studio();
	it.set('grn', true);
	expect(it.baseline.name).toBe('convnext_tiny');
	it.choosePreset('resnet50');
	expect(it.baseline.name).toBe('resnet50');
	it.compareWith('resnet18');
	expect([it.baseline.name, it.link]).toEqual(['resnet18', 'resnet50&vs=resnet18']);
});

it('sets one field or all back to the preset', () => {
	const it = studio();
	it.set('grn', true);
	it.set('classes', 10);
	it.reset('grn');
	expect(it.link).toBe('convnext_tiny&classes=10');
	it.reset();
	expect(it.design).toEqual(presetDesign('convnext_tiny'));
});

it('keeps the block of a selected layer that an edit takes away', () => {
	const it = studio();
	it.selection.select('stages.2.blocks.8.gamma');
	it.set('layerScale', false);
	expect(it.selection.selected).toBe('stages.2.blocks.8');
	it.undo();
	expect(it.selection.selected).toBe('stages.2.blocks.8.gamma');
});

it('lets go of a selection that the design no longer has, and takes it up again on undo', () => {
	const it = studio();
	it.selection.select('stages.2.blocks.8');
	it.set('depths', [3, 3, 3, 3]);
	expect(it.selection.selected).toBeNull();
	it.undo();
	expect(it.selection.selected).toBe('stages.2.blocks.8');
});

it('goes back from a lesson’s answer to what the lesson began with, and keeps what it locks', () => {
	const it = studio();
	it.open(readLink('resnet18&widths=8,8,8,8&lock=depths&start=resnet18', []), true);
	expect(it.isLocked('depths')).toBe(true);
	expect([it.isKept, it.keepsBlock]).toEqual([true, true]);
	it.undo();
	expect(it.design).toEqual(presetDesign('resnet18'));
	expect(it.canUndo).toBe(false);
	expect(it.link).toBe('resnet18&lock=depths');
	it.set('widths', [4, 4, 4, 4]);
	it.reset();
	expect(it.design).toEqual(presetDesign('resnet18'));
	it.endLesson();
	expect([it.isKept, it.keepsBlock]).toEqual([false, false]);
});
