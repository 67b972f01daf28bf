import { expect, test } from 'vitest';
import {
	convFilter,
	filtersByGroup,
	filtersByMember,
	spreadKernels,
	transposed,
	widenedFilter
} from '../../../../src/lib/runtimes/plan/weight-layouts.ts';

const counted = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i);

test('a matrix is transposed, whether or not its sides divide into tiles', () => {
	for (const [rows, columns] of [
		[2, 3],
		[32, 64],
		[33, 70],
		[1, 5]
	] as const) {
		const values = counted(rows * columns);
		const result = transposed(values, rows, columns);
		for (let row = 0; row < rows; row++)
			for (let column = 0; column < columns; column++)
				expect(result[column * rows + row]).toBe(values[row * columns + column]);
	}
});

test('a conv filter goes from [out, in, k, k] to [k, k, in, out]', () => {
	const [out, into, k] = [4, 3, 5];
	const values = counted(out * into * k * k);
	const result = convFilter(values, out, into, k * k);
	for (let o = 0; o < out; o++)
		for (let i = 0; i < into; i++)
			for (let y = 0; y < k; y++)
				for (let x = 0; x < k; x++)
					expect(result[((y * k + x) * into + i) * out + o]).toBe(
						values[((o * into + i) * k + y) * k + x]
					);
});

test('grouped filters put every weight exactly once, at its group, member and output', () => {
	const sizes = { out: 6, into: 3, taps: 4, groups: 2 };
	const { out, into, taps, groups } = sizes;
	const perGroup = out / groups;
	const values = counted(out * into * taps);
	const byGroup = filtersByGroup(values, sizes);
	const byMember = filtersByMember(values, sizes);
	const widened = widenedFilter(values, sizes);
	for (let o = 0; o < out; o++)
		for (let i = 0; i < into; i++)
			for (let tap = 0; tap < taps; tap++) {
				const value = values[(o * into + i) * taps + tap];
				const [group, within] = [Math.floor(o / perGroup), o % perGroup];
				expect(byGroup[group]?.[(tap * into + i) * perGroup + within]).toBe(value);
				expect(byMember[i]?.[tap * out + o]).toBe(value);
				expect(widened[(tap * groups * into + group * into + i) * perGroup + within]).toBe(value);
			}
});

test('a dilated kernel is a larger one with zeros between', () => {
	const spread = spreadKernels(Float32Array.of(1, 2, 3, 4, 5, 6), [1, 3], 2);
	expect([...spread]).toEqual([1, 0, 2, 0, 3, 4, 0, 5, 0, 6]);
	expect([...spreadKernels(Float32Array.of(1, 2, 3, 4), [2, 2], 2)]).toEqual([
		1, 0, 2, 0, 0, 0, 3, 0, 4
	]);
});
