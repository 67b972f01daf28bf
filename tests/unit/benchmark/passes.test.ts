import { expect, test } from 'vitest';
import { gflopsPerSecond, imagesPerSecond, timePasses } from '../../../src/lib/benchmark/passes.ts';
import { quantile, statsOf } from '../../../src/lib/stats/quantiles.ts';

/** A series on a clock that only passes move, each by its own duration. */
function series(durations: readonly number[], requested: number, budgetMs: number) {
	let now = 1000;
	let run = 0;
	const told: number[] = [];
	return {
		told,
		timed: timePasses({
			requested,
			budgetMs,
			clock: () => now,
			async pass() {
				now += durations[run++] ?? 0;
			},
			async between(done) {
				told.push(done);
			}
		})
	};
}

test('as many passes are timed as were asked for', async () => {
	const { timed, told } = series([10, 12, 11], 3, 1000);
	expect(await timed).toEqual({
		samples: [10, 12, 11],
		requested: 3,
		ended: 'as asked',
		discarded: 0
	});
	expect(told).toEqual([0, 1, 2, 3]);
});

test('fewer passes than asked for say that time ran out', async () => {
	const { timed } = series([40, 40, 40, 40], 10, 100);
	expect(await timed).toEqual({
		samples: [40, 40],
		requested: 10,
		ended: 'out of time',
		discarded: 0
	});
});

test('one pass is timed even if it alone exceeds the budget', async () => {
	const { timed } = series([5000], 20, 100);
	expect(await timed).toEqual({
		samples: [5000],
		requested: 20,
		ended: 'out of time',
		discarded: 0
	});
});

test('what happens between passes is not timed, and may end the series', async () => {
	let now = 0;
	const timed = timePasses({
		requested: 5,
		budgetMs: 1e9,
		clock: () => now,
		async pass() {
			now += 1;
		},
		async between(done) {
			now += 100;
			if (done === 2) throw new Error('stop');
		}
	});
	await expect(timed).rejects.toThrow('stop');
});

test('a pass that is disturbed does not count, and another takes its place', async () => {
	let [now, passes, hides] = [0, 0, 0];
	const timed = await timePasses({
		requested: 3,
		budgetMs: 1e9,
		clock: () => now,
		async pass() {
			passes += 1;
			now += passes;
			if (passes === 2) hides += 1;
		},
		between: () => Promise.resolve(),
		disturbances: () => hides
	});
	expect(timed).toEqual({ samples: [1, 3, 4], requested: 3, ended: 'as asked', discarded: 1 });
});

test('quantiles interpolate between order statistics', () => {
	expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
	expect(quantile([10, 20, 30, 40, 50], 0.1)).toBeCloseTo(14, 12);
	expect(quantile([7], 0.9)).toBe(7);
	expect(() => quantile([], 0.5)).toThrow();
});

test('statistics do not depend on the order of the samples', () => {
	const stats = statsOf([50, 10, 40, 20, 30]);
	expect(stats).toEqual({ median: 30, p10: 14, p90: 46, iqr: 20, min: 10, max: 50 });
	expect(statsOf([30, 20, 10, 50, 40])).toEqual(stats);
});

test('images and operations a second follow from a pass', () => {
	expect(imagesPerSecond(8, 100)).toBe(80);
	expect(gflopsPerSecond(4_500_000_000, 2, 1000)).toBe(18);
});
