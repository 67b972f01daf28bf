import { describe, expect, it } from 'vitest';
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
	it.undo();
	expect(it.isKept).toBe(true);
});

describe('a lesson that locks depth and which operations there are', () => {
	const LESSON =
		'custom:convnext_atto&blocks=add(ln,linear+4C,dw7,gelu,linear+C)&lock=depths,operations';
	function begun(): Studio {
		const it = studio();
		it.open(readLink('resnet50', []));
		it.open(readLink(LESSON, []));
		return it;
	}
	const designOf = (link: string) => readLink(link, []).design;
	const deeper = designOf('custom:convnext_atto&depths=1,1,1,1');

	it.each<[string, (studio: Studio) => void]>([
		['a field', (it) => it.set('depths', [1, 1, 1, 1])],
		['a line', (it) => it.set('blocks', ['add(ln, linear 4C, gelu, linear C)'])],
		['the number of stages', (it) => it.setStageCount(3)],
		['scaling, a file', (it) => it.replace(deeper, Symbol())],
		['another preset', (it) => it.choosePreset('resnet18')],
		['a reset of one field to the preset', (it) => it.reset('blocks')],
		[
			'a metric that is locked',
			(it) => {
				it.lockMetric('params');
				it.setFreeVariable('depths.2');
				it.set('widths', [40, 80, 160, 352]);
			}
		]
	])('refuses what changes them by %s, and says which', (_, change) => {
		const it = begun();
		const before = it.design;
		change(it);
		expect(it.design).toBe(before);
		expect(it.refusal?.message).toMatch(
			/^Nothing was changed: this lesson locks .*(depth|operations)/
		);
	});

	it('says of which field a change was refused, where it was asked of one', () => {
		const it = begun();
		it.set('blocks', ['add(ln, linear 4C, gelu, linear C)']);
		expect(it.refusal?.field).toBe('blocks');
		it.setStageCount(3);
		expect(it.refusal?.field).toBeNull();
	});

	it('is left by an undo of its link, which refuses nothing, and met again by a redo', () => {
		const it = begun();
		it.set('depths', [1, 1, 1, 1]);
		it.undo();
		expect([it.design.preset, it.lesson, it.refusal]).toEqual(['resnet50', null, null]);
		expect(it.leftLesson?.asked.locks).toEqual(['depths', 'operations']);
		it.leftLesson?.resume();
		expect([it.isLocked('depths'), it.leftLesson]).toEqual([true, null]);
	});

	it('lets operations move and other fields change, and forgets what it refused', () => {
		const it = begun();
		expect(it.set('depths', [1, 1, 1, 1])).toBe(false);
		expect(it.set('blocks', ['add(ln, dw7, linear 4C, gelu, linear C)'])).toBe(true);
		expect(it.refusal).toBeNull();
		expect(it.set('classes', 10)).toBe(true);
		it.undo();
		it.redo();
		expect(it.design.config.classes).toBe(10);
	});

	it('is left by another link and by hand, and nothing is refused then', () => {
		const it = begun();
		it.set('depths', [1, 1, 1, 1]);
		it.endLesson();
		expect(it.refusal).toBeNull();
		expect(it.set('depths', [1, 1, 1, 1])).toBe(true);
		const other = begun();
		other.open(readLink('resnet18', []));
		expect([other.lesson, other.design.preset]).toEqual([null, 'resnet18']);
		other.leftLesson?.resume();
		expect(other.isLocked('depths')).toBe(true);
		other.undo();
		other.set('classes', 10);
		expect(other.leftLesson).toBeNull();
	});
});
