import { describe, expect, it } from 'vitest';
import { plotArea } from '../../../../src/lib/draw/chart/frame.ts';
import { KINDS } from '../../../../src/lib/arch/ops.ts';
import { devices, type Device } from '../../../../src/lib/count/devices.ts';
import { rooflineOf } from '../../../../src/lib/count/roofline.ts';
import { besideSpot, nextIn, roofChart, spotAt } from '../../../../src/lib/view/roofline/chart.ts';
import { derivation } from '../../../../src/lib/view/roofline/formulas.ts';
import { boundsTable, longestRows } from '../../../../src/lib/view/roofline/longest-rows.ts';
import { timeShares } from '../../../../src/lib/view/roofline/shares.ts';
import { isOutline, shapeOf } from '../../../../src/lib/view/roofline/symbols.ts';
import { duration } from '../../../../src/lib/view/roofline/units.ts';
import { networkOf } from '../../../networks.ts';

const device = devices.find(({ id }) => id === 'a100') as Device;
const running = { batch: 1, precision: 'fp32' } as const;
const placedOf = (preset: string) => rooflineOf(networkOf(preset).layers, device, running);
const tiny = placedOf('convnext_tiny');

describe('the chart', () => {
	const chart = roofChart(tiny, device, 'fp32', 850);

	it('shows every layer that computes, alike ones together, and says how many do not', () => {
		for (const preset of [
			'convnext_tiny',
			'vit_tiny_patch16_224',
			'swin_tiny_patch4_window7_224'
		]) {
			const placed = placedOf(preset);
			const { spots, left } = roofChart(placed, device, 'fp32', 850);
			const shown = spots.flatMap(({ paths }) => paths);
			expect(new Set(shown).size).toBe(shown.length);
			expect(shown.length + left).toBe(placed.length);
		}
		expect(chart.left).toBe(0);
	});

	it('puts no layer above the roof, left of the ridge the memory-bound ones', () => {
		const bound = new Map(tiny.map(({ layer, bound }) => [layer.path, bound]));
		for (const { x, y, paths } of chart.spots) {
			expect(y).toBeGreaterThanOrEqual(chart.ridge.y - 0.1);
			const left = bound.get(paths[0] ?? '') === 'memory';
			expect(left ? x <= chart.ridge.x : x >= chart.ridge.x).toBe(true);
		}
	});

	it('stays inside the plot on all devices and in all widths', () => {
		for (const on of devices)
			for (const width of [300, 850]) {
				const { frame, spots } = roofChart(
					rooflineOf(networkOf('resnet50').layers, on, running),
					on,
					'fp32',
					width
				);
				for (const { x, y } of spots) {
					expect(x).toBeGreaterThanOrEqual(plotArea(frame).x0);
					expect(x).toBeLessThanOrEqual(plotArea(frame).x1);
					expect(y).toBeGreaterThanOrEqual(plotArea(frame).y0);
					expect(y).toBeLessThanOrEqual(plotArea(frame).y1);
				}
			}
	});

	it('finds the spot under the pointer, and walks through the layers that share it', () => {
		const spot = chart.spots.find(({ paths }) => paths.includes('stages.2.blocks.4.conv_dw'));
		if (!spot) throw new Error('the layer has no spot');
		expect(spotAt(chart, spot)?.kind).toBe('depthwise');
		expect(spotAt(chart, { x: chart.frame.left, y: chart.frame.top })).toBeNull();
		expect(spot.paths).toHaveLength(9);
		expect(nextIn(spot, null)).toBe('stages.2.blocks.0.conv_dw');
		expect(nextIn(spot, 'stages.2.blocks.0.conv_dw')).toBe('stages.2.blocks.1.conv_dw');
		expect(nextIn(spot, 'stages.2.blocks.8.conv_dw')).toBe('stages.2.blocks.0.conv_dw');
	});

	it('walks by intensity from end to end', () => {
		let [at, steps]: [string | null, number] = [null, 0];
		const kinds = new Set<string>();
		for (; steps < chart.spots.length; steps++) {
			const spot = besideSpot(chart, at, 1);
			kinds.add(spot?.key ?? '');
			at = spot?.paths[0] ?? null;
		}
		expect(kinds.size).toBe(chart.spots.length);
		expect(besideSpot(chart, at, 1)?.paths[0]).toBe(at);
	});

	it('tells kinds apart by shape', () => {
		const shapes = KINDS.map((kind) => `${isOutline(kind)} ${shapeOf(kind, 64)}`);
		expect(new Set(shapes).size).toBe(KINDS.length);
	});
});

it('shares out all of the time, by bound and by kind', () => {
	const { halves, kinds } = timeShares(tiny);
	const width = halves.flatMap(({ pieces }) => pieces.map((piece) => parseFloat(piece.width)));
	expect(width.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 6);
	expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe(tiny.length);
	expect(kinds[0]?.kind).toBe('pointwise');
});

it('lists ten layers from the longest on, alike ones in one row', () => {
	const rows = longestRows(tiny);
	expect(rows).toHaveLength(10);
	// 2 · 56² · 96 · 384 + 56² · 384 operations at 19.5 T a second.
	expect(rows[0]).toMatchObject({
		path: 'stages.0.blocks.0.mlp.fc1',
		others: 'and 2 alike',
		bound: 'arithmetic',
		time: '11.9 µs'
	});
});

it('hands out every layer with its numbers in full', () => {
	const lines = boundsTable(tiny, ',').split('\n');
	expect(lines).toHaveLength(tiny.length + 1);
	expect(lines[0]).toBe('path,kind,flops,bytes,flops_per_byte,bound_by,least_s');
	const fc1 = lines.find((line) => line.startsWith('stages.0.blocks.0.mlp.fc1,'))?.split(',');
	expect(fc1?.slice(1, 3)).toEqual(['pointwise', `${2 * 115_605_504 + 56 * 56 * 384}`]);
	expect(Number(fc1?.at(-1))).toBeCloseTo(11.9e-6, 7);
});

describe('the formulas of a layer', () => {
	const at = (path: string) => {
		const found = tiny.find(({ layer }) => layer.path === path);
		if (!found) throw new Error(`there is no layer ${path}`);
		return found;
	};

	it('have its numbers in them', () => {
		const { lines } = derivation(at('stages.0.blocks.0.mlp.fc1'), device, running);
		expect(lines.map(({ formula }) => formula)).toEqual([
			'2 × MACs + one for each output (bias); MACs 115,605,504',
			'(in 56 × 56 × 96 + out 56 × 56 × 384 + weights 37,248) × 4 B',
			'operations ÷ bytes',
			'operations ÷ 19.5 TFLOP/s',
			'bytes ÷ 2.04 TB/s'
		]);
		expect(lines.map(({ wins = false }) => wins)).toEqual([false, false, false, true, false]);
	});

	it('say that an addition reads two maps', () => {
		const { lines } = derivation(at('stages.0.blocks.0.add'), device, { ...running, batch: 8 });
		expect(lines[1]?.formula).toBe('(in 2 × 56 × 56 × 96 + out 56 × 56 × 96) × 8 images × 4 B');
	});
});

it('writes durations of any size', () => {
	expect([0, 7.53e-8, 1.19e-5, 0.0882, 2.5].map(duration)).toEqual([
		'0 s',
		'75.3 ns',
		'11.9 µs',
		'88.2 ms',
		'2.50 s'
	]);
});
