import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paretoFront, type Better } from '../../../src/lib/explore/pareto.ts';
import { runs } from '../../runs.ts';

/** By the definition, each point against every other. */
function byForce(points: readonly (readonly [number, number])[], x: Better, y: Better) {
	const atLeast = (a: number, b: number, better: Better) => (better === 'less' ? a <= b : a >= b);
	return points.flatMap(([px, py], i) => {
		const beaten = points.some(
			([ox, oy]) => atLeast(ox, px, x) && atLeast(oy, py, y) && (ox !== px || oy !== py)
		);
		return beaten ? [] : [i];
	});
}

const direction = fc.constantFrom<Better>('less', 'more');
const value = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ noNaN: true }));

it('is what brute force finds, ties and infinities included', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(value, value), { maxLength: 60 }),
			direction,
			direction,
			(points, x, y) => {
				const found = paretoFront(
					points.map(([px]) => px),
					points.map(([, py]) => py),
					{ x, y }
				);
				expect([...found].sort((a, b) => a - b)).toEqual(byForce(points, x, y));
			}
		),
		{ numRuns: runs(500) }
	);
});

it('leaves out what lacks a metric, and goes from the best of the first metric on', () => {
	const front = paretoFront([3, 1, NaN, 2], [9, 1, 99, 5], { x: 'less', y: 'more' });
	expect(front).toEqual([1, 3, 0]);
});
