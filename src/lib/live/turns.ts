import type { Net, Shape } from '../arch/net.ts';
import type { Adapter, BackendName, Fallback } from './backends.ts';
import type { Timed } from './bench.ts';

/** One network among those that take turns. */
export type Entrant = Readonly<{
	net: Net;
	/** Shape of one image, `[height, width, channels]`. */
	input: Shape;
	batch: number;
	/** The design as a link. */
	design: string;
}>;

/** Networks to time in turns on one backend: A B C A B C ... */
export type TurnsRequest = Readonly<{
	entrants: readonly Entrant[];
	/** `null` takes the best there is. */
	backend: BackendName | null;
	rounds: number;
	/** The most time for the timed rounds, ms. */
	budgetMs: number;
}>;

/** What networks took in the same rounds. */
export type Turns = Readonly<{
	results: readonly Readonly<{
		design: string;
		input: number;
		batch: number;
		/** ms of each round. */
		samples: readonly number[];
	}>[];
	requested: number;
	rounds: number;
	ended: Timed['ended'];
	backend: BackendName;
	backendLabel: string;
	adapter: Adapter | null;
	fallback: Fallback | null;
	/** The smallest time that the browser's clock can tell. */
	clockStepMs: number;
	/** ISO 8601. */
	when: string;
}>;

export type Rounds = Readonly<{
	/** One forward pass of each network, finished when its result has been read back. */
	passes: readonly (() => Promise<void>)[];
	/** Rounds asked for, at least one. */
	requested: number;
	/** No further round is started when it would end after this time. The first always runs. */
	budgetMs: number;
	/** Current time, ms. */
	clock: () => number;
	/** Before each pass, outside the timed part; throws to end the series. */
	between: (rounds: number) => Promise<void>;
}>;

/** Milliseconds of each network's passes, round by round. */
export type TimedRounds = Readonly<{
	samples: readonly (readonly number[])[];
	rounds: number;
	ended: Timed['ended'];
}>;

/** Times networks in turns, so that whatever slows the device down for a while slows all of them. */
export async function timeRounds(series: Rounds): Promise<TimedRounds> {
	const { passes, requested, budgetMs, clock, between } = series;
	const samples = passes.map((): number[] => []);
	const start = clock();
	for (let rounds = 1; ; rounds++) {
		for (const [i, pass] of passes.entries()) {
			await between(rounds - 1);
			const begun = clock();
			await pass();
			samples[i]?.push(clock() - begun);
		}
		if (rounds >= requested) return { samples, rounds, ended: 'as asked' };
		const spent = clock() - start;
		if (spent + spent / rounds > budgetMs) return { samples, rounds, ended: 'out of time' };
	}
}
