import { expect, test } from 'vitest';
import { presetDesign, type Design } from '../../../src/lib/arch/design.ts';
import { metricOf } from '../../../src/lib/count/design-metrics.ts';
import { Studio } from '../../../src/lib/state/studio.svelte.ts';

const tiny = presetDesign('convnext_tiny') as Design;
const MACS = 4_455_531_264;

test('an edit and the field that gave way for it are undone as one step', () => {
	const studio = new Studio(tiny);
	studio.lockMetric('macs');
	studio.set('kernels', [9, 9, 9, 9]);
	expect(studio.design.config.widths).not.toEqual(tiny.config.widths);
	expect(Math.abs((metricOf(studio.design, 'macs') ?? 0) / MACS - 1)).toBeLessThan(0.002);
	studio.undo();
	expect(studio.design).toEqual(tiny);
	expect(studio.canUndo).toBe(false);
	studio.redo();
	expect(studio.design.config.kernels).toEqual([9, 9, 9, 9]);
	expect(studio.design.config.widths).not.toEqual(tiny.config.widths);
});

test('a drag while a metric is locked is one step, and the target stays that of its beginning', () => {
	const studio = new Studio(tiny);
	studio.lockMetric('macs');
	const drag = Symbol();
	for (const depth of [10, 11, 12, 13]) studio.set('depths', [3, 3, depth, 3], drag);
	expect(studio.locks.lock?.target).toBe(MACS);
	studio.undo();
	expect(studio.design).toEqual(tiny);
});

test('the free variable can be chosen, and moves at once', () => {
	const studio = new Studio(tiny);
	studio.lockMetric('macs');
	studio.set('input', 256);
	studio.setFreeVariable('depths.2');
	const { outcome } = studio.locks;
	expect(outcome).toMatchObject({ ok: true });
	expect(studio.design.config.input).toBe(256);
});

test('editing the free variable is let through, and said', () => {
	const studio = new Studio(tiny);
	studio.lockMetric('params');
	studio.set('widths', [96, 192, 500, 768]);
	expect(studio.design.config.widths).toEqual([96, 192, 500, 768]);
	expect(studio.locks.outcome).toMatchObject({ ok: false });
});

test('fewer stages leave another free variable; another preset unlocks', () => {
	const studio = new Studio(tiny);
	studio.lockMetric('macs');
	studio.setFreeVariable('widths.3');
	studio.setStageCount(3);
	expect(studio.locks.lock?.freeVariable.id).not.toBe('widths.3');
	expect(studio.problems).toEqual([]);
	studio.choosePreset('resnet50');
	expect(studio.locks.lock).toBeNull();
});
