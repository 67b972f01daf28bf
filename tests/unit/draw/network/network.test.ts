import { expect, test } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import { bars, ghostBars } from '../../../../src/lib/draw/network/bars.ts';
import { LEVELS, type Level } from '../../../../src/lib/draw/network/boxes.ts';
import { placeTooltip } from '../../../../src/lib/draw/tooltip.ts';
import {
	levelAt,
	maximaOf,
	visible,
	type Colour,
	type DrawingFrame
} from '../../../../src/lib/draw/network/viewport.ts';
import { brackets, headings, partLabels, shares } from '../../../../src/lib/draw/network/labels.ts';
import { layoutOf, type LayoutOptions } from '../../../../src/lib/draw/network/layout.ts';
import { boxAt, locate, neighbour, runOf } from '../../../../src/lib/draw/network/locate.ts';
import { fills } from '../../../../src/lib/draw/network/silhouettes.ts';
import { rowsFor } from '../../../../src/lib/draw/network/tracks.ts';
import { foldAll } from '../../../../src/lib/draw/network/slots.ts';

function layersOf(preset: string) {
	const design = presetDesign(preset);
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`${preset} does not compute`);
	return examined.network.layers;
}

type View = { width?: number; zoom?: number; shift?: number; level?: Level; colour?: Colour };

function frameOf(preset: string, options: LayoutOptions = {}, view: View = {}): DrawingFrame {
	const layout = layoutOf(layersOf(preset), options);
	const { width = 860, zoom = 1, shift = 0, colour = 'kind' } = view;
	const scale = (width / layout.length) * zoom;
	return {
		layout,
		view: { scale, shift },
		width,
		level: view.level ?? levelAt(layout, scale),
		colour,
		maxima: maximaOf(layout)
	};
}

const tiny = frameOf('convnext_tiny');
const rows = rowsFor(1000);
const everyRun = foldAll(layoutOf(layersOf('resnet200')).runs, false);

test('the zoom decides between stages, blocks and layers', () => {
	expect(frameOf('convnext_tiny').level).toBe('layer');
	expect(frameOf('convnext_tiny', {}, { width: 340 }).level).toBe('part');
	expect(frameOf('resnet200', { folds: everyRun }, { width: 340 }).level).toBe('section');
	expect(frameOf('resnet200', { folds: everyRun }, { zoom: 4 }).level).toBe('layer');
});

test.each(['convnext_tiny', 'resnet200', 'convnext_xlarge', 'convnext_isotropic_large'])(
	'headings, names and shares of %s never overlap, at any width and zoom',
	(preset) => {
		for (const folds of [new Map(), foldAll(layoutOf(layersOf(preset)).runs, false)])
			for (const width of [340, 560, 860, 1280])
				for (const zoom of [1, 2, 7]) {
					const frame = frameOf(
						preset,
						{ folds },
						{ width, zoom, shift: -width * (zoom - 1) * 0.4 }
					);
					const size = rowsFor(width + 130);
					const starts = headings(frame, size).filter(({ anchor }) => anchor === 'start');
					starts.forEach(({ x, title, note, shape }, i) => {
						const next = starts[i + 1]?.x ?? width + size.margin;
						expect(x + Math.max((title + note).length, shape.length) * 6.2).toBeLessThan(next);
					});
					const names = partLabels(frame, size);
					names.forEach(({ x, lines, y }, i) => {
						const after = names[i + 1];
						if (!after || after.y !== y) return;
						const reach = ((lines[0]?.length ?? 0) + (after.lines[0]?.length ?? 0)) * 2.9;
						expect(after.x - x).toBeGreaterThan(reach);
					});
					const said = shares(frame, 'count');
					said.forEach(({ x }, i) => expect((said[i + 1]?.x ?? Infinity) - x).toBeGreaterThan(30));
				}
	}
);

test('a heading stays in view for as long as its stage does', () => {
	const stage = tiny.layout.sections[3];
	const frame = frameOf('convnext_tiny', {}, { zoom: 4, shift: -(stage?.x0 ?? 0) * 40 });
	expect(headings(frame, rows)[0]).toMatchObject({ title: 'stage 3', x: 0, edge: null });
});

test('only what is in view is drawn', () => {
	const frame = frameOf('convnext_tiny', {}, { zoom: 8, shift: -2000 });
	const shown = visible(frame.layout.layers, frame);
	expect(shown.length).toBeLessThan(frame.layout.layers.length / 4);
	const { scale, shift } = frame.view;
	const seen = ({ x0, x1 }: { x0: number; x1: number }) =>
		x1 * scale + shift >= 0 && x0 * scale + shift <= frame.width;
	expect(shown).toEqual(frame.layout.layers.filter(seen));
});

test.each(LEVELS)('bars of all tracks are one path per kind at the level of a %s', (level) => {
	const frame = frameOf('convnext_tiny', {}, { level });
	for (const track of rows.tracks.slice(0, 3)) {
		const paths = bars(frame, track);
		expect(new Set(paths.map(({ ink }) => ink)).size).toBe(paths.length);
		expect(paths.length).toBeGreaterThan(1);
		const tops = paths.flatMap(({ d }) => [...d.matchAll(/V([\d.]+)H/g)].map(([, y]) => Number(y)));
		expect(Math.min(...tops)).toBeCloseTo(track.bars, -1);
		for (const top of tops) expect(top).toBeLessThanOrEqual(track.base);
	}
});

test('coloured by cost, boxes take steps of the scale at every level', () => {
	for (const level of LEVELS) {
		const inks = fills(frameOf('resnet50', {}, { level, colour: 'params' }), rows);
		expect(inks.length).toBeGreaterThan(1);
		for (const { ink } of inks) expect(ink).toBeTypeOf('number');
	}
});

test('a ghost draws bars where it differs and none where it does not', () => {
	const [macs] = rows.tracks;
	if (!macs) throw new Error('there is no track');
	const ghost = layersOf('convnext_tiny');
	for (const level of LEVELS) {
		expect(ghostBars(frameOf('convnext_tiny', { ghost }, { level }), macs)).toBe('');
		expect(ghostBars(frameOf('resnet50', { ghost }, { level }), macs)).not.toBe('');
	}
});

test('a point finds its stage in the headings, its block at the arcs, its layer in the tracks', () => {
	const layer = tiny.layout.layers.find(({ id }) => id === 'stages.2.blocks.4.mlp.fc1');
	const x = (((layer?.x0 ?? 0) + (layer?.x1 ?? 0)) / 2) * tiny.view.scale;
	expect(boxAt(tiny, rows, x, 10)?.box.id).toBe('stages.2');
	expect(boxAt(tiny, rows, x, rows.headings + 5)?.box.id).toBe('stages.2.blocks.4');
	expect(boxAt(tiny, rows, x, rows.middle)?.box.id).toBe('stages.2.blocks.4.mlp.fc1');
	expect(boxAt(tiny, rows, x, rows.height - 10)?.box.id).toBe('stages.2.blocks.4.mlp.fc1');
	expect(boxAt(tiny, rows, -5, rows.middle)).toBeNull();
});

test('a layer hidden in a folded run is found as the run', () => {
	const { layout } = frameOf('resnet200');
	expect(locate(layout, 'layer3.7.conv2')?.box).toMatchObject({ id: 'layer3.1' });
	expect(locate(layout, 'layer3.7')?.box).toMatchObject({ id: 'layer3.1' });
	expect(runOf(layout, 'layer3.7.conv2')).toBe('layer3.1');
	expect(locate(layout, 'nowhere')).toBeNull();
});

test('the keyboard walks along a level and between levels', () => {
	const { layout } = tiny;
	const go = (id: string | null, ...steps: Parameters<typeof neighbour>[3][]) =>
		steps.reduce((at, step) => neighbour(layout, at, 'layer', step), id);
	expect(go(null, 'next')).toBe('stem.0');
	expect(go(null, 'previous')).toBe('head.fc');
	expect(go('stem.1', 'next')).toBe('stages.0.blocks.0.conv_dw');
	expect(go('stages.2.blocks.4.mlp.fc1', 'out')).toBe('stages.2.blocks.4');
	expect(go('stages.2.blocks.4', 'out')).toBe('stages.2');
	expect(go('stages.2', 'in')).toBe('stages.2.downsample');
	expect(go('stages.2', 'in', 'next', 'in')).toBe('stages.2.blocks.0.conv_dw');
	expect(go('stem', 'next')).toBe('stages.0.blocks.0');
	expect(go('head', 'in')).toBe('head.global_pool');
	expect(go('head.fc', 'next')).toBe('head.fc');
});

test('a run offers to fold or to open', () => {
	const labels = brackets(frameOf('resnet200'), rows).map(({ label }) => label);
	expect(labels).toEqual(['× 23 identical blocks: open', '× 35 identical blocks: open']);
	const opened = brackets(frameOf('resnet200', { folds: everyRun }), rows);
	expect(opened.map(({ label }) => label)).toContain('× 35 identical blocks: fold');
});

test('a tooltip is always whole inside the viewport', () => {
	const viewport = { width: 390, height: 700 };
	const tooltip = { width: 240, height: 130 };
	for (const x of [0, 100, 200, 389])
		for (const y of [0, 350, 699]) {
			const place = placeTooltip({ x, y }, tooltip, viewport);
			expect(place.x).toBeGreaterThanOrEqual(0);
			expect(place.y).toBeGreaterThanOrEqual(0);
			expect(place.x + tooltip.width).toBeLessThanOrEqual(viewport.width);
			expect(place.y + tooltip.height).toBeLessThanOrEqual(viewport.height);
		}
});
