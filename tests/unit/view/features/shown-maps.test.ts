import { expect, test } from 'vitest';
import { coloured } from '../../../../src/lib/view/features/colours.ts';
import {
	cellAt,
	cellsOf,
	isVector,
	valueAt
} from '../../../../src/lib/view/features/shown-maps.ts';
import { featuresOf } from './features.ts';

test('one number a channel becomes one map of all channels, a map of one position too', () => {
	const vector = featuresOf([5], [1, 2, 3, 4, 5]);
	expect(isVector(vector)).toBe(true);
	expect(isVector(featuresOf([1, 1, 2], [1, 2]))).toBe(true);
	expect(isVector(featuresOf([2, 1, 2], [1, 2, 3, 4]))).toBe(false);
	const cells = cellsOf(vector);
	expect(cells).toMatchObject({ rows: 2, columns: 4 });
	expect([...cells.values]).toEqual([1, 2, 3, 4, 5, NaN, NaN, NaN]);
});

test('the cell under the pointer is the one whose value is told, at the edges too', () => {
	const cells = cellsOf(featuresOf([8], [0, 1, 2, 3, 4, 5, 6, 7]));
	expect(valueAt(cells, cellAt(0, 0, cells))).toBe(0);
	expect(valueAt(cells, cellAt(0.6, 0.6, cells))).toBe(6);
	expect(valueAt(cells, cellAt(1, 1, cells))).toBe(7);
});

test('colours grow lighter with the value, whatever the range, and no number is clear', () => {
	const pixels = coloured(Float32Array.from([-2, 0, 3, NaN]), [-2, 3]);
	const light = [0, 1, 2].map((at) => {
		const [red = 0, green = 0, blue = 0] = pixels.slice(4 * at);
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	});
	expect(light).toEqual(light.toSorted((a, b) => a - b));
	expect([...pixels.slice(12)]).toEqual([0, 0, 0, 0]);
	expect(coloured(Float32Array.from([4, 4]), [4, 4]).slice(0, 4)).toEqual(pixels.slice(0, 4));
});
