/** Milliseconds of many runs, after as many to warm up. */
export type Timing = Readonly<{ median: number; p10: number; p90: number; runs: number }>;

const quantile = (sorted: readonly number[], q: number): number => {
	const at = (sorted.length - 1) * q;
	const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
	return low + (high - low) * (at - Math.floor(at));
};

/** Quantiles (linear between neighbours) of samples in ms. */
export function timingOf(samples: readonly number[]): Timing {
	const sorted = [...samples].sort((a, b) => a - b);
	return {
		median: quantile(sorted, 0.5),
		p10: quantile(sorted, 0.1),
		p90: quantile(sorted, 0.9),
		runs: sorted.length
	};
}

/** Times `work(i)` one run at a time. */
export function timed(runs: number, work: (run: number) => unknown): Timing {
	const samples: number[] = [];
	for (let run = -runs; run < runs; run++) {
		const begun = performance.now();
		work(run + runs);
		if (run >= 0) samples.push(performance.now() - begun);
	}
	return timingOf(samples);
}
