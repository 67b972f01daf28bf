import type { Shape } from '../../arch/net.ts';
import type { Adapter, BackendName, Fallback } from '../../runtimes/backends.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import type { RunRequest } from '../run-request.ts';
import type { Stats } from '../../stats/quantiles.ts';

/** One network at batches of 1, 2, 4, ... */
export type SweepRequest = Readonly<
	Pick<
		RunRequest,
		'net' | 'input' | 'backend' | 'kernels' | 'precision' | 'design' | 'mayBeLarge'
	> & {
		/** The largest batch to try. */
		largest: number;
		/** Timed passes of each batch. */
		runs: number;
		/** The most time for all of it, ms. */
		budgetMs: number;
	}
>;

/** What one batch took. */
export type SweepPoint = Readonly<{
	batch: number;
	/** ms of each pass. */
	samples: readonly number[];
	stats: Stats;
	/** At the median. */
	imagesPerSecond: number;
	/** The most tensor bytes alive at once. */
	peakTensorBytes: number;
}>;

/** Why a sweep went no further, and what was said then. */
export type SweepEnd = Readonly<{
	why: 'as asked' | 'time' | 'memory' | 'failed';
	message: string;
}>;

export type Sweep = Readonly<{
	design: string;
	/** Shape of one input image, `[height, width, channels]`. */
	input: Shape;
	backend: BackendName;
	/** On what, with the precision where it is not float32. */
	backendLabel: string;
	adapter: Adapter | null;
	fallback: Fallback | null;
	kernels: Kernels;
	points: readonly SweepPoint[];
	ended: SweepEnd;
	/** ISO 8601. */
	when: string;
}>;

export type Batches = Readonly<{
	largest: number;
	budgetMs: number;
	/** Measures one batch. @throws to end the sweep, or all of it */
	measure: (batch: number) => Promise<SweepPoint>;
	/** Why a sweep ends with what it has; `null` for an error that is no end but a failure. */
	endOf: (error: unknown) => SweepEnd | null;
	/** Called after each batch. */
	onProgress: (points: readonly SweepPoint[]) => void;
	clock: () => number;
}>;

/** Doubles the batch as long as it fits the memory, the time and the limit. */
export async function sweepBatches(
	sweep: Batches
): Promise<Readonly<{ points: readonly SweepPoint[]; ended: SweepEnd }>> {
	const { largest, budgetMs, measure, endOf, onProgress, clock } = sweep;
	const points: SweepPoint[] = [];
	const start = clock();
	for (let batch = 1; batch <= largest; batch *= 2) {
		const begun = clock();
		try {
			points.push(await measure(batch));
		} catch (error) {
			const ended = endOf(error);
			if (!ended || points.length === 0) throw error;
			return { points, ended };
		}
		onProgress([...points]);
		const now = clock();
		// Twice the batch takes about twice the time.
		if (2 * batch <= largest && now - start + 2 * (now - begun) > budgetMs)
			return {
				points,
				ended: {
					why: 'time',
					message: `A batch of ${2 * batch} would take longer than the time for all.`
				}
			};
	}
	return { points, ended: { why: 'as asked', message: '' } };
}
