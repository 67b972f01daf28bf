import { expect, test } from 'vitest';
import type { Part } from '../../../src/lib/checkpoint/checkpoint.ts';
import { finiteOnly, sourceOf } from '../../../src/lib/checkpoint/weight-source.ts';

const stored = (...values: readonly number[]) => {
	const file = new Blob([Float32Array.from(values)]);
	const part = { dtype: 'F32', shape: [values.length], file, start: 0, end: file.size } as const;
	return sourceOf({ number: 0, label: 'x', places: new Map([['fc.weight', { parts: [part] }]]) });
};

test('weights that are no finite numbers are refused by the name of the first', async () => {
	for (const odd of [NaN, Infinity, -Infinity])
		await expect(finiteOnly(stored(1, odd))('fc.weight', [2])).rejects.toMatchObject({
			failure: { code: 'bad-weights', message: expect.stringContaining(`fc.weight holds ${odd}`) }
		});
	expect([...(await finiteOnly(stored(1, 2))('fc.weight', [2]))]).toEqual([1, 2]);
});

const placed = (part: Omit<Part, 'shape' | 'start' | 'end'>, name = 'w') =>
	sourceOf({
		label: 'x',
		number: 0,
		places: new Map([[name, { parts: [{ ...part, shape: [], start: 0, end: part.file.size }] }]])
	});

test('a view that is turned or has gaps is read in the order of its axes', async () => {
	const file = new Blob([Float32Array.from([0, 1, 2, 3, 4, 5])]);
	const read = async (shape: readonly number[], strides: readonly number[]) => [
		...(await placed({ dtype: 'F32', file, strided: { shape, strides } })('w', shape))
	];
	expect(await read([3, 2], [1, 3])).toEqual([0, 3, 1, 4, 2, 5]);
	expect(await read([2, 2], [3, 2])).toEqual([0, 2, 3, 5]);
	expect(await read([3], [2])).toEqual([0, 2, 4]);
	expect(await read([], [])).toEqual([0]);
});

test('float64 becomes the nearest float32', async () => {
	const values = [1 / 3, -1e300, 2 ** -60];
	const place = { dtype: 'F64', file: new Blob([Float64Array.from(values)]) } as const;
	expect([...(await placed(place)('w', [3]))]).toEqual(values.map(Math.fround));
});
