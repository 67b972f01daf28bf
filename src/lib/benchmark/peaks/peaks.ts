import type { Adapter, BackendName, Fallback } from '../../runtimes/backends.ts';
import type { PeakTrial } from '../../runtimes/peak-trial.ts';

/** The fastest of something that was tried here, and what it was. */
export type Peak = Readonly<{ perSecond: number; by: string }>;

/** What a backend reaches on this device when it does nothing else. */
export type Peaks = Readonly<{
	backend: BackendName;
	backendLabel: string;
	adapter: Adapter | null;
	fallback: Fallback | null;
	/** Operations in float32, two to a multiply-accumulate. */
	arithmetic: Peak;
	/** Bytes read and written. */
	memory: Peak;
	/** ISO 8601. */
	when: string;
}>;

export type PeaksRequest = Readonly<{
	/** `null` takes the best there is. */
	backend: BackendName | null;
}>;

/** Launches in a row take at least this long, so that waiting for the end weighs little, ms. */
const LONG_ENOUGH = 100;
const ROUNDS = 3;
/** A trial that takes so many times the best one's time is not repeated. */
const HOPELESS = 1.2;

/** @param between called before every measurement; throws to stop */
async function rateOf(
	{ amount, launch }: PeakTrial,
	best: number,
	clock: () => number,
	between: () => Promise<void>
): Promise<number> {
	async function rate(times: number): Promise<Readonly<{ ms: number; perMs: number }>> {
		await between();
		const start = clock();
		await launch(times);
		const ms = Math.max(clock() - start, 1e-3);
		return { ms, perMs: (times * amount) / ms };
	}
	// The first launch compiles.
	await rate(1);
	let times = 1;
	let seen = await rate(times);
	while (seen.ms < LONG_ENOUGH) {
		// A little more than should do; clocks are coarse, so in steps.
		times = Math.min(8 * times, Math.ceil((1.2 * times * LONG_ENOUGH) / seen.ms));
		seen = await rate(times);
	}
	let most = seen.perMs;
	if (most * HOPELESS < best) return most;
	for (let round = 1; round < ROUNDS; round++) most = Math.max(most, (await rate(times)).perMs);
	return most;
}

/** The fastest of several programs for the same. A peak is a maximum: whatever disturbs can only slow down. */
export async function peakOf(
	trials: readonly PeakTrial[],
	clock: () => number,
	between: (done: number) => Promise<void>
): Promise<Peak> {
	let best: Peak = { perSecond: 0, by: '' };
	for (const [done, trial] of trials.entries()) {
		const perMs = await rateOf(trial, best.perSecond / 1000, clock, () => between(done));
		if (perMs * 1000 > best.perSecond) best = { perSecond: perMs * 1000, by: trial.name };
	}
	return best;
}
