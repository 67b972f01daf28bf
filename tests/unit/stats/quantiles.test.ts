import { expect, test } from 'vitest';
import { usualMean } from '../../../src/lib/stats/quantiles.ts';

test('the usual mean counts all but the rarest of the great values', () => {
	expect(usualMean([5])).toBe(5);
	expect(usualMean([0, 10, 10, 4])).toBe(6);
	const twenty = Array.from({ length: 20 }, (_, i) => i);
	expect(usualMean([...twenty.slice(0, 19), 900])).toBe(9);
});
