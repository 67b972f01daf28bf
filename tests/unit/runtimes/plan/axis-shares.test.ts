import { expect, test } from 'vitest';
import { blurring, slidingAxes } from '../../../../src/lib/arch/ops/windowed.ts';
import { averageShares, blurShares } from '../../../../src/lib/runtimes/plan/axis-shares.ts';

const average = { kernel: 3, stride: 2, padding: 1 } as const;

test('an average gives each place under it the same share, and padding one where it counts', () => {
	const [axis] = slidingAxes(average, [4, 4]);
	const third = Math.fround(1 / 3);
	expect([...averageShares(axis, 4, false)]).toEqual([0.5, 0.5, 0, 0, 0, third, third, third]);
	expect([...averageShares(axis, 4, true)]).toEqual([third, third, 0, 0, 0, third, third, third]);
});

test('a blur takes what lies beyond an edge from within, mirrored, or as zeros', () => {
	const [axis] = slidingAxes(blurring({ kind: 'blurPool', stride: 2 }), [3, 3]);
	expect([...blurShares(axis, 3, true)]).toEqual([0.5, 0.5, 0, 0, 0.5, 0.5]);
	expect([...blurShares(axis, 3, false)]).toEqual([0.5, 0.25, 0, 0, 0.25, 0.5]);
});
