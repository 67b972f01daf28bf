import { expect, test } from 'vitest';
import { middleMean } from '../../../src/lib/stats/quantiles.ts';

test('the mean of the middle half heeds no outliers, and tells more than the steps of a clock', () => {
	expect(middleMean([5])).toBe(5);
	expect(middleMean([0, 10, 10, 5])).toBe(7.5);
	expect(middleMean([900, 10, 10, 5, 5, 10, 10, -900])).toBe(8.75);
});
