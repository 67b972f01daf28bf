import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPresets } from '../../../../src/lib/count/preset-metrics.ts';
import { scatterFrame } from '../../../../src/lib/draw/chart/frame.ts';
import { meets, placeLabels } from '../../../../src/lib/draw/chart/labels.ts';
import { nearest } from '../../../../src/lib/draw/chart/nearest.ts';
import { scaleOf, ticksOf } from '../../../../src/lib/draw/chart/scales.ts';
import { readSet } from '../../../../src/lib/share/set-link.ts';
import { Comparison } from '../../../../src/lib/state/comparison.svelte.ts';
import { fieldRange } from '../../../../src/lib/kit/chart/field-range.ts';
import { lessonOf, tellLesson } from '../../../../src/lib/view/map/lesson.ts';
import { MapState } from '../../../../src/lib/view/map/map.svelte.ts';
import { rangesOf } from '../../../../src/lib/draw/chart/area.ts';
import { plotOf } from '../../../../src/lib/view/map/plot.ts';
import { lastBackend } from '../../../../src/lib/state/measured.svelte.ts';
import { mapPoints } from '../../../../src/lib/view/map/points.ts';

const { columns } = new Comparison(readSet('convnext_tiny;resnet50&classes=10'));
const points = mapPoints(columns, []);
const pointOf = (id: string) => {
	const point = points.find((other) => other.id === id);
	if (!point) throw new Error(`there is no ${id}`);
	return point;
};

it('takes costs that were counted before, which are those that it counts itself', () => {
	expect(mapPoints(columns, [], countPresets())).toEqual(points);
});

it('shows the kinds and the names that are asked for, and what is compared in any case', () => {
	const map = new MapState(() => points);
	map.toggleKind('ConvNeXt V2');
	expect(new Set(map.placed.filter(({ role }) => role === null).map(({ group }) => group))).toEqual(
		new Set(['ConvNeXt V2'])
	);
	expect(map.placed.filter(({ role }) => role !== null).length).toBeGreaterThan(0);
	map.words = 'v2 tiny';
	expect(map.shown.map(({ id }) => id)).toEqual(['convnextv2_tiny']);
	map.toggleKind('ConvNeXt V2');
	expect(map.kinds).toEqual([]);
});

it('names what is picked, whatever else there is', () => {
	const map = new MapState(() => points);
	for (const { id, label } of map.placed.slice(0, 12)) {
		map.pin(id);
		const { labels } = plotOf(map, null, 1100);
		expect(labels.some((placed) => placed.id === id && placed.text === label)).toBe(true);
	}
});

describe('names on a map', () => {
	const frame = scatterFrame(800);
	const spot = fc.record({
		x: fc.integer({ min: 60, max: 770 }),
		y: fc.integer({ min: 20, max: 350 }),
		text: fc.string({ minLength: 1, maxLength: 18 })
	});

	it('never meet each other or the edge', () => {
		fc.assert(
			fc.property(fc.array(spot, { maxLength: 60 }), (drawn) => {
				const spots = drawn.map((one, i) => ({
					...{ ...one, id: String(i), radius: 5, important: i % 3 === 0 }
				}));
				const boxes = placeLabels(spots, spots, frame).map(({ text, x, y, anchor }) => {
					const width = text.length * 6.3;
					const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
					return { left, right: left + width, top: y - 10.5, bottom: y + 2.5 };
				});
				for (const [i, a] of boxes.entries()) {
					expect(a.left).toBeGreaterThanOrEqual(frame.left);
					expect(a.right).toBeLessThanOrEqual(frame.width - frame.right);
					for (const b of boxes.slice(i + 1))
						expect(
							a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
						).toBe(false);
				}
			})
		);
	});

	it('stand on a point only where that point is important', () => {
		const spots = Array.from({ length: 800 }, (_, i) => ({
			...{ id: String(i), x: 60 + (i % 40) * 18, y: 20 + Math.trunc(i / 40) * 17, radius: 9 },
			...{ text: `name ${i}`, important: i === 405 }
		}));
		// The last row has room below it.
		const crowded = placeLabels(spots, spots, frame).filter(({ id }) => Number(id) < 760);
		expect(crowded.map(({ id }) => id)).toEqual(['405']);
	});

	it('go to what comes first', () => {
		const [a, b] = ['a', 'b'].map((id) => ({ id, x: 300, y: 200, radius: 5 }));
		if (!a || !b) throw new Error('two spots');
		const long = { text: 'a name that is long', important: false };
		const placed = placeLabels(
			[
				{ ...b, ...long },
				{ ...a, ...long }
			],
			[a, b],
			frame
		);
		expect(placed[0]?.id).toBe('b');
	});
});

describe('the words beside the band', () => {
	it.each([330, 390, 560, 900])('are met by no name on a map %i px wide', (width) => {
		const map = new MapState(() => points);
		for (const x of ['macs', 'params'] as const) {
			map.ask(x, 'top1');
			const { band, labels, frame } = plotOf(map, lessonOf(map.placed, x, 'top1'), width);
			if (!band) throw new Error('there is no band');
			expect(band.words.x0).toBeGreaterThanOrEqual(frame.left);
			expect(band.words.x1).toBeLessThanOrEqual(frame.width - frame.right);
			for (const { text, x: at, y, anchor } of labels) {
				const long = text.length * 6.3;
				const left = anchor === 'start' ? at : anchor === 'end' ? at - long : at - long / 2;
				const box = { x0: left, x1: left + long, y0: y - 10.5, y1: y + 2.5 };
				expect(meets(box, band.words), text).toBe(false);
			}
		}
	});
});

describe('an axis', () => {
	it('holds all values with air around them', () => {
		const scale = scaleOf([1, 100], true, [0, 500]);
		expect(scale(1)).toBeGreaterThan(0);
		expect(scale(100)).toBeLessThan(500);
		expect(ticksOf(scale, true, 60)).toEqual([1, 2, 5, 10, 20, 50, 100]);
		expect(ticksOf(scale, true, 200)).toEqual([1, 10, 100]);
	});

	it('is linear where a logarithm would have no place for a value', () => {
		expect(scaleOf([0, 10], true, [0, 100])(5)).toBeCloseTo(50, 6);
		const many = Array.from({ length: 200_000 }, (_, i) => i % 11);
		expect(scaleOf(many, false, [0, 100])(5)).toBeCloseTo(50, 6);
	});
});

it('the nearest point within reach is under the pointer', () => {
	const spots = [
		{ id: 'a', x: 10, y: 10, radius: 5 },
		{ id: 'b', x: 20, y: 10, radius: 5 }
	];
	expect(nearest(spots, { x: 16, y: 10 }, 14)?.id).toBe('b');
	expect(nearest(spots, { x: 60, y: 60 }, 14)).toBeNull();
});

describe('the designs on the map', () => {
	it('are every preset and those of the comparison, each once', () => {
		const ids = points.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toContain('resnet50');
		expect(ids).toContain('resnet50&classes=10');
	});

	it('have published numbers only as they were published', () => {
		expect(pointOf('convnext_tiny').values.top1).toBe(82.066);
		expect(pointOf('convnext_tiny').values.a100).toBeCloseTo(1000 / 1943.5, 10);
		expect(pointOf('resnet50&classes=10').values.top1).toBeNull();
		expect(pointOf('convnext_xlarge').values.top1).toBeNull();
	});

	it('have times of one backend only', () => {
		const one = { design: 'a', msPerImage: 1, batch: 1, backendLabel: 'x' };
		expect(lastBackend([one, { ...one, backendLabel: 'y' }])).toHaveLength(1);
	});
});

describe('the lesson of the map', () => {
	it('is what designs of nearly one cost differ by', () => {
		const lesson = lessonOf(points, 'macs', 'top1');
		expect(lesson?.least.label).toBe('ViT-B/32');
		expect(lesson?.most.label).toBe('ConvNeXt V2-T');
		expect(lesson && tellLesson(lesson, pointOf('convnext_tiny'), 'macs', 'top1')).toBe(
			'13 designs cost within 10% of ConvNeXt-T’s 4.46 G MACs. Their published top-1 runs from 74.9% (ViT-B/32) to 82.9% (ConvNeXt V2-T): 8.0 points apart.'
		);
	});

	it('is given for costs on paper only', () => {
		expect(lessonOf(points, 'top1', 'macs')).toBeNull();
		expect(lessonOf(points, 'macs', 'time')).toBeNull();
	});
});

describe('what is let through', () => {
	it('follows the ranges of both axes', () => {
		const map = new MapState(() => points);
		map.limit('x', [4e9, 5e9]);
		map.limit('y', [82, 90]);
		expect(map.shown.map(({ label }) => label).sort()).toEqual([
			'ConvNeXt V2-T',
			'ConvNeXt-T',
			'ConvNeXt-T HNF',
			'S3-T'
		]);
		map.ask('params', 'top1');
		expect(map.shown).toHaveLength(map.placed.length);
	});

	it('is what a rectangle on the map covers', () => {
		const map = new MapState(() => points);
		map.limit('x', [1e9, 5e9]);
		map.limit('y', [75, 80]);
		const plot = plotOf(map, null, 900);
		const ranges = plot.area && rangesOf(plot.area, plot);
		expect(ranges?.x[0]).toBeCloseTo(1e9, -3);
		expect(ranges?.y[1]).toBeCloseTo(80, 6);
	});

	it('can be typed, one end at a time and the wrong way round', () => {
		const low = fieldRange(null, 0, '4', 1e9);
		expect(low).toEqual([4e9, Infinity]);
		expect(fieldRange(low, 1, '2', 1e9)).toEqual([2e9, 4e9]);
		expect(fieldRange(low, 0, '', 1e9)).toBeNull();
	});
});
