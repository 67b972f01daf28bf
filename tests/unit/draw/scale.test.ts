import { expect, it } from 'vitest';
import { polyline, steps } from '../../../src/lib/draw/path.ts';
import { linear, logarithmic } from '../../../src/lib/draw/scale.ts';

it('places equal differences, or equal factors, equally far apart', () => {
	expect([2, 4, 6].map(linear([2, 6], [100, 0]))).toEqual([100, 50, 0]);
	expect([1, 10, 100].map((value) => logarithmic([1, 100], [0, 8])(value))).toEqual([0, 4, 8]);
	expect(linear([3, 3], [0, 8])(3)).toBe(4);
});

it('draws lines from point to point, and steps that rise before they go on', () => {
	const points = [
		[0, 1],
		[2, 3.5],
		[4, 3]
	] as const;
	expect(polyline(points)).toBe('M0,1L2,3.5L4,3');
	expect(steps(points)).toBe('M0,1V3.5H2V3H4');
});
