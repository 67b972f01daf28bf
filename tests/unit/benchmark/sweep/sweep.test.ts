import { expect, test } from 'vitest';
import { createPageVisibility } from '../../../../src/lib/benchmark/worker/page-visibility.ts';
import { peakOf } from '../../../../src/lib/benchmark/peaks/peaks.ts';
import { statsOf } from '../../../../src/lib/stats/quantiles.ts';
import { sweepBatches, type SweepPoint } from '../../../../src/lib/benchmark/sweep/sweep.ts';
import { sweepCurves, sweepRow, sweepTable } from '../../../../src/lib/view/run/sweep-chart.ts';

const pointOf = (batch: number): SweepPoint => {
	const samples = [10 * batch, 11 * batch, 12 * batch];
	return {
		batch,
		samples,
		stats: statsOf(samples),
		imagesPerSecond: 1000 / 11,
		peakTensorBytes: 1000 * batch
	};
};

/** A sweep on a clock that only measurements move, each by so many ms an image. */
function sweep(each: number, budgetMs: number, fails = Infinity) {
	let now = 0;
	const onProgress: number[] = [];
	const done = sweepBatches({
		largest: 64,
		budgetMs,
		clock: () => now,
		async measure(batch) {
			if (batch >= fails) throw new RangeError('no memory');
			now += each * batch;
			return pointOf(batch);
		},
		endOf: (error) =>
			error instanceof RangeError ? { why: 'memory', message: error.message } : null,
		onProgress: (points) => onProgress.push(points.length)
	});
	return { onProgress, done };
}

test('batches double up to the limit, and each is told when it is done', async () => {
	const { onProgress, done } = sweep(1, 1e9);
	const { points, ended } = await done;
	expect(points.map(({ batch }) => batch)).toEqual([1, 2, 4, 8, 16, 32, 64]);
	expect(onProgress).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(ended.why).toBe('as asked');
});

test('a batch that does not fit the memory ends the sweep, and what was measured stays', async () => {
	const { points, ended } = await sweep(1, 1e9, 16).done;
	expect(points.map(({ batch }) => batch)).toEqual([1, 2, 4, 8]);
	expect(ended).toEqual({ why: 'memory', message: 'no memory' });
});

test('a first batch that does not fit is a failure', async () => {
	await expect(sweep(1, 1e9, 1).done).rejects.toThrow('no memory');
});

test('a batch that would not fit the time is not begun', async () => {
	// 1 + 2 + 4 spent, and 8 to come.
	const { points, ended } = await sweep(1, 14).done;
	expect(points.map(({ batch }) => batch)).toEqual([1, 2, 4]);
	expect(ended.why).toBe('time');
	expect(ended.message).toContain('A batch of 8');
});

test('the curves put every batch inside the plot, larger ones to the right', () => {
	const points = [1, 2, 4, 8].map(pointOf);
	const [latency, throughput] = sweepCurves(points, [300, 190]);
	for (const curve of [latency, throughput]) {
		const at = curve?.dots.map(({ x }) => x) ?? [];
		expect([...at].sort((a, b) => a - b)).toEqual(at);
		for (const { x, y, low, high } of curve?.dots ?? [])
			for (const [value, end] of [
				[x, 300],
				[y, 190],
				[low, 190],
				[high, 190]
			] as const) {
				expect(value).toBeGreaterThan(0);
				expect(value).toBeLessThan(end);
			}
	}
	// Times grow upwards; so do rates, and these are all alike.
	expect(latency?.dots[0]?.y).toBeGreaterThan(latency?.dots[3]?.y ?? Infinity);
	expect(new Set(throughput?.dots.map(({ y }) => Math.round(y))).size).toBe(1);
	expect(sweepCurves([], [300, 190])).toEqual([]);
});

test('a point reads the same in the table and in the file', () => {
	expect(sweepRow(pointOf(2))).toMatchObject({
		batch: 2,
		latency: '22 ms',
		latencySpread: '21 ms to 23 ms',
		perImage: '11 ms',
		runs: 3
	});
	expect(sweepTable([pointOf(2)], ',').split('\n')[1]).toMatch(/^2,22,21,23,/);
});

test('a peak is the fastest of what was tried, over launches that take long enough', async () => {
	let now = 0;
	const launched: number[] = [];
	const trial = (name: string, msEach: number) => ({
		name,
		amount: 1000,
		async launch(times: number) {
			launched.push(times);
			now += times * msEach;
		}
	});
	const peak = await peakOf(
		[trial('slow', 10), trial('fast', 1), trial('slowest', 50)],
		() => now,
		() => Promise.resolve()
	);
	// A thousand in a millisecond.
	expect(peak).toEqual({ perSecond: 1e6, by: 'fast' });
	expect(Math.max(...launched)).toBeGreaterThanOrEqual(100);
});

test('sight counts how often the page was hidden, and wakes who waits', async () => {
	const pageVisibility = createPageVisibility();
	const woken = pageVisibility.change();
	pageVisibility.set(false);
	pageVisibility.set(false);
	await woken;
	expect(pageVisibility.seen()).toBe(false);
	pageVisibility.set(true);
	expect([pageVisibility.seen(), pageVisibility.hides()]).toEqual([true, 1]);
});
