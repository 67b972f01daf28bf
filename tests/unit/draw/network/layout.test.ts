import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine, presetDesign, withValue } from '../../../../src/lib/arch/design.ts';
import type { FieldValue } from '../../../../src/lib/arch/fields.ts';
import type { Layer } from '../../../../src/lib/arch/infer.ts';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import {
	isProjected,
	TRACK_METRICS,
	type Layout,
	type Span
} from '../../../../src/lib/draw/network/boxes.ts';
import { layoutOf } from '../../../../src/lib/draw/network/layout.ts';
import { foldAll } from '../../../../src/lib/draw/network/slots.ts';
import { between } from '../../../../src/lib/draw/network/tween.ts';
import { validDesign } from '../../../designs.ts';
import { presetsByStructure } from '../../../presets.ts';
import { runs } from '../../../runs.ts';

function layersOf(preset: string, changes: Record<string, FieldValue> = {}): readonly Layer[] {
	const start = presetDesign(preset);
	if (!start) throw new Error(`there is no preset ${preset}`);
	const design = Object.entries(changes).reduce(
		(changed, [key, value]) => withValue(changed, key, value),
		start
	);
	const examined = examine(design);
	if (!examined.ok) throw new Error(`${preset} does not compute`);
	return examined.network.layers;
}

const tiny = layersOf('convnext_tiny');
const opened = (layers: readonly Layer[]) => foldAll(layoutOf(layers).runs, false);
const width = ({ x0, x1 }: Span) => x1 - x0;

function expectOrder(boxes: readonly Span[]): void {
	const inOrder = ({ x0, x1 }: Span, i: number) => x1 > x0 && x0 >= (boxes[i - 1]?.x1 ?? 0);
	expect(boxes.filter((box, i) => !inOrder(box, i))).toEqual([]);
}

function expectSound(layout: Layout, layers: readonly Layer[]): void {
	for (const boxes of [layout.sections, layout.parts, layout.layers]) expectOrder(boxes);
	for (const section of layout.sections)
		for (const part of layout.parts.slice(section.first, section.end)) {
			expect(part.x0).toBeGreaterThanOrEqual(section.x0);
			expect(part.x1).toBeLessThanOrEqual(section.x1 + 1e-9);
			const inside = layout.layers.slice(part.first, part.end);
			expect(inside[0]?.x0).toBe(part.x0);
			expect(inside.at(-1)?.x1).toBe(part.x1);
		}
	const { params, count, activations } = layout.totals;
	expect({ params, macs: count, activations }).toEqual(sumLayers(layers));
}

test.each(presetsByStructure)('%s is placed whole, in order, and adds up', (preset) => {
	const layers = layersOf(preset);
	expectSound(layoutOf(layers), layers);
	const all = layoutOf(layers, { folds: opened(layers) });
	expectSound(all, layers);
	expect(all.layers.map(({ id }) => id)).toEqual(layers.map(({ path }) => path));
});

test('any design is placed whole, in order, and adds up, whatever stands behind it', () => {
	const small = { input: 96, depths: 14, widths: 64, classes: 100, batch: 1 };
	fc.assert(
		fc.property(validDesign(small), fc.constantFrom('even', ...TRACK_METRICS), (design, widths) => {
			const examined = examine(design);
			if (!examined.ok) return;
			const { layers } = examined.network;
			expectSound(layoutOf(layers, { ghost: tiny, widths }), layers);
		}),
		{ numRuns: runs(60) }
	);
});

test('a stage reads as its shape, its blocks and its share', () => {
	const { sections } = layoutOf(tiny);
	expect(sections.map(({ name, blocks, out }) => [name, blocks, out.join(' × ')])).toEqual([
		['stem', 0, '56 × 56 × 96'],
		['stage 1', 3, '56 × 56 × 96'],
		['stage 2', 3, '28 × 28 × 192'],
		['stage 3', 9, '14 × 14 × 384'],
		['stage 4', 3, '7 × 7 × 768'],
		['head', 0, '1000']
	]);
});

test('runs longer than twelve fold, and open on demand', () => {
	const layers = layersOf('convnext_xlarge');
	const folded = layoutOf(layers);
	expect(folded.runs.map(({ count, folded: shut }) => [count, shut])).toEqual([
		[3, false],
		[3, false],
		[27, true],
		[3, false]
	]);
	const run = folded.parts.find(({ blocks }) => blocks.length > 1);
	expect(run).toMatchObject({ id: 'stages.2.blocks.0', name: 'blocks 1–27' });
	expect(layoutOf(layers, { folds: opened(layers) }).parts).toHaveLength(41);
});

test('a short run folds when it is asked to', () => {
	const { parts } = layoutOf(tiny, { folds: new Map([['stages.2.blocks.0', true]]) });
	expect(parts.find(({ id }) => id === 'stages.2.blocks.0')?.blocks).toHaveLength(9);
});

test('blocks that alternate fold as pairs', () => {
	const layers = layersOf('swin_small_patch4_window7_224');
	const { runs, parts } = layoutOf(layers);
	expect(runs).toMatchObject([{ count: 9, period: 2, folded: true }]);
	expect(parts.filter(({ blocks }) => blocks.length > 1)).toMatchObject([
		{ id: 'layers.2.blocks.0', name: 'blocks 1, 3 … 17' },
		{ id: 'layers.2.blocks.1', name: 'blocks 2, 4 … 18' }
	]);
	const all = layoutOf(layers, { folds: opened(layers) });
	expect(all.parts.filter(({ kind }) => kind === 'block')).toHaveLength(24);
});

test('blocks that differ do not share a run', () => {
	const { runs } = layoutOf(layersOf('resnet50'));
	expect(runs.map(({ id, count }) => [id, count])).toEqual([
		['layer2.1', 3],
		['layer3.1', 5]
	]);
});

test('proportional widths are proportional, and keep the axis as long', () => {
	const even = layoutOf(tiny);
	const byMacs = layoutOf(tiny, { widths: 'count' });
	expect(byMacs.length).toBeCloseTo(even.length);
	const of = (id: string) => byMacs.layers.find((box) => box.id === id);
	const [fc1, norm] = [of('stages.2.blocks.4.mlp.fc1'), of('stages.2.blocks.4.norm')];
	const conv = of('stages.2.blocks.4.conv_dw');
	if (!fc1 || !norm || !conv) throw new Error('layers are missing');
	const floor = width(norm);
	expect((width(fc1) - floor) / (width(conv) - floor)).toBeCloseTo(
		fc1.layer.macs / conv.layer.macs
	);
});

test('without times, widths by time fall back to even ones', () => {
	expect(layoutOf(tiny, { widths: 'time' }).layers).toEqual(layoutOf(tiny).layers);
});

test('a folded run shows the mean time of its blocks, and its section the sum', () => {
	const times = new Map(tiny.map(({ path }, i) => [path, i % 7]));
	const folds = new Map([['stages.2.blocks.0', true]]);
	const total = tiny.reduce((sum, { path }) => sum + (times.get(path) ?? 0), 0);
	expect(layoutOf(tiny, { times, folds }).totals.time).toBeCloseTo(total);
});

test('a ghost stands behind its own stage, block by block', () => {
	const { ghosts, parts, sections } = layoutOf(tiny, { ghost: layersOf('resnet50') });
	const behind = ghosts.find(({ id }) => id.startsWith('layer3.2'));
	const front = parts.find(({ id }) => id === 'stages.2.blocks.2');
	expect([behind?.x0, behind?.x1]).toEqual([front?.x0, front?.x1]);
	expect(sections.map(({ ghostBlocks }) => ghostBlocks)).toEqual([0, 3, 4, 6, 3, 0]);
});

test('a deeper ghost reaches beyond, on places of its own', () => {
	const shallow = layersOf('convnext_tiny', { depths: [3, 3, 6, 3] });
	const { ghosts, parts } = layoutOf(shallow, { ghost: tiny });
	const last = parts.find(({ id }) => id === 'stages.2.blocks.5');
	const beyond = ghosts.filter(({ front }) => front === null);
	expect(beyond.map(({ id }) => id)).toEqual(
		[6, 7, 8].map((block) => `stages.2.blocks.${block} behind`)
	);
	for (const ghost of beyond) {
		expect(ghost.outlined).toBe(true);
		expect(ghost.x0).toBeGreaterThan(last?.x1 ?? Infinity);
	}
});

test('a ghost that is the same shows no outline and no bar', () => {
	const { ghosts, sections } = layoutOf(tiny, { ghost: tiny });
	expect(ghosts.some(({ outlined }) => outlined)).toBe(false);
	for (const { values, front, layers } of ghosts) {
		expect(front).toEqual(values);
		for (const layer of layers) expect(layer.front).toEqual(layer.values);
	}
	for (const { values, ghostValues } of sections) expect(ghostValues).toEqual(values);
});

test('a projection shortcut is marked, and does not lift the silhouette', () => {
	const { parts, layers } = layoutOf(layersOf('resnet50'));
	expect(parts.filter(isProjected).map(({ id }) => id)).toEqual([
		'layer1.0',
		'layer2.0',
		'layer3.0',
		'layer4.0'
	]);
	const shortcut = layers.filter(({ beside }) => beside);
	expect(shortcut.map(({ id }) => id).slice(2, 4)).toEqual([
		'layer2.0.downsample.0',
		'layer2.0.downsample.1'
	]);
	expect(shortcut.every(({ enters, leaves }) => enters === leaves)).toBe(true);
});

test('an edit moves from the old layout to the new one', () => {
	const before = layoutOf(tiny);
	const after = layoutOf(layersOf('convnext_tiny', { depths: [3, 3, 12, 3] }));
	const step = between(before, after);
	expect(step(1)).toBe(after);
	const start = step(0);
	const known = (id: string) => before.layers.some((box) => box.id === id);
	expect(start.layers.filter(({ id }) => known(id)).map(({ x0 }) => x0)).toEqual(
		before.layers.map(({ x0 }) => x0)
	);
	expect(start.layers.filter(({ id }) => !known(id)).every((box) => width(box) === 0)).toBe(true);
	expect(step(0.5).length).toBeCloseTo((before.length + after.length) / 2);
});

test('a network without layers has an empty picture', () => {
	expect(layoutOf([])).toMatchObject({ sections: [], parts: [], layers: [], length: 0 });
});
