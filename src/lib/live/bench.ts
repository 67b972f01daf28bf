/** How a series of timed passes is made. */
export type Series = Readonly<{
	/** Passes asked for, at least one. */
	requested: number;
	/** No further pass is started when it would end after this time. The first always runs. */
	budgetMs: number;
	/** One forward pass, finished when its result has been read back. */
	pass: () => Promise<void>;
	/** Current time, ms. */
	clock: () => number;
	/** Between passes, outside the timed part; throws to end the series. */
	between: (done: number) => Promise<void>;
}>;

export type Timed = Readonly<{
	/** Milliseconds of each pass, in order. */
	samples: readonly number[];
	requested: number;
	/** Why there are fewer samples than requested, if there are. */
	ended: 'as asked' | 'out of time';
}>;

/** Times passes one by one: as many as asked, or as many as fit the budget. */
export async function timePasses({
	requested,
	budgetMs,
	pass,
	clock,
	between
}: Series): Promise<Timed> {
	const samples: number[] = [];
	const start = clock();
	for (;;) {
		await between(samples.length);
		const begun = clock();
		await pass();
		const ended = clock();
		samples.push(ended - begun);
		if (samples.length >= requested) return { samples, requested, ended: 'as asked' };
		const spent = ended - start;
		if (spent + spent / samples.length > budgetMs)
			return { samples, requested, ended: 'out of time' };
	}
}

/** Images a second at so many ms a pass. */
export const imagesPerSecond = (batch: number, ms: number): number => (batch * 1000) / ms;

/** 10^9 floating point operations a second; a multiply-accumulate is two. */
export const gflopsPerSecond = (macs: number, batch: number, ms: number): number =>
	(2 * macs * batch) / (ms * 1e6);
