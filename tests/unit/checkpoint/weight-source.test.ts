import { expect, test } from 'vitest';
import { finiteOnly, sourceOf } from '../../../src/lib/checkpoint/weight-source.ts';

const stored = (...values: readonly number[]) => {
	const file = new Blob([Float32Array.from(values)]);
	const place = { dtype: 'F32', start: 0, end: file.size } as const;
	return sourceOf({ file, label: 'x', places: new Map([['fc.weight', place]]) });
};

test('weights that are no finite numbers are refused by the name of the first', async () => {
	for (const odd of [NaN, Infinity, -Infinity])
		await expect(finiteOnly(stored(1, odd))('fc.weight', [2])).rejects.toMatchObject({
			failure: { code: 'bad-weights', message: expect.stringContaining(`fc.weight holds ${odd}`) }
		});
	expect([...(await finiteOnly(stored(1, 2))('fc.weight', [2]))]).toEqual([1, 2]);
});
