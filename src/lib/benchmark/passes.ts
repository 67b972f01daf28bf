/** How a series of timed passes is made. */
export type Series = Readonly<{
	/** Passes asked for, at least one. */
	requested: number;
	/** No further pass is started when all would take longer than this. The first always runs. */
	budgetMs: number;
	/** One forward pass, finished when its result has been read back. */
	pass: () => Promise<void>;
	/** Current time, ms. */
	clock: () => number;
	/** Before and after each pass, outside the timed part; throws to end the series. */
	between: (done: number) => Promise<void>;
	/** How often something has come in the way, such as the page being hidden. */
	disturbances?: () => number;
}>;

export type Timed = Readonly<{
	/** Milliseconds of each pass, in order. */
	samples: readonly number[];
	requested: number;
	/** Why there are fewer samples than requested, if there are. */
	ended: 'as asked' | 'out of time';
	/** Passes that were disturbed, and are not among the samples. */
	discarded: number;
}>;

/** Times passes one by one: as many as asked, or as many as fit the budget. */
export async function timePasses(series: Series): Promise<Timed> {
	const { requested, budgetMs, pass, clock, between, disturbances = () => 0 } = series;
	const samples: number[] = [];
	let [spent, discarded] = [0, 0];
	await between(0);
	for (;;) {
		const before = disturbances();
		const begun = clock();
		await pass();
		const ms = clock() - begun;
		spent += ms;
		await between(samples.length + 1);
		if (disturbances() === before) samples.push(ms);
		else discarded += 1;
		const done = samples.length;
		if (done >= requested) return { samples, requested, ended: 'as asked', discarded };
		if (done > 0 && spent + spent / (done + discarded) > budgetMs)
			return { samples, requested, ended: 'out of time', discarded };
	}
}

/** Images a second at so many ms a pass. */
export const imagesPerSecond = (batch: number, ms: number): number => (batch * 1000) / ms;

/** 10^9 floating point operations a second; a multiply-accumulate is two. */
export const gflopsPerSecond = (macs: number, batch: number, ms: number): number =>
	(2 * macs * batch) / (ms * 1e6);
