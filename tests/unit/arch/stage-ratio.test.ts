import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
	depthsInRatio,
	doublingFrom,
	isDoubling,
	ratioOf
} from '../../../src/lib/arch/stage-ratio.ts';

it('gives the paper’s depths at the paper’s totals', () => {
	expect(depthsInRatio([1, 1, 3, 1], 18)).toEqual([3, 3, 9, 3]);
	expect(depthsInRatio([3, 4, 6, 3], 16)).toEqual([3, 4, 6, 3]);
	expect(depthsInRatio([1, 1, 9, 1], 36)).toEqual([3, 3, 27, 3]);
});

it('always adds up to the total, with a block in every stage', () => {
	const ratio = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(ratio, fc.integer({ min: 1, max: 200 }), (parts, total) => {
			const depths = depthsInRatio(parts, total);
			expect(depths.reduce((a, b) => a + b, 0)).toBe(Math.max(total, parts.length));
			expect(Math.min(...depths)).toBeGreaterThan(0);
		})
	);
});

it('says a ratio in lowest terms', () => {
	expect(ratioOf([3, 3, 9, 3])).toEqual([1, 1, 3, 1]);
	expect(ratioOf([3, 4, 6, 3])).toEqual([3, 4, 6, 3]);
});

it('doubles widths from any stage where whole numbers allow it', () => {
	expect(doublingFrom(192, 1, 4)).toEqual([96, 192, 384, 768]);
	expect(doublingFrom(97, 1, 4)).toBeNull();
	expect(isDoubling([96, 192, 384, 768])).toBe(true);
	expect(isDoubling([96, 192, 384, 700])).toBe(false);
});
