import type { Net, Shape } from '../../arch/net.ts';
import type { Adapter, BackendName, Fallback } from '../../runtimes/backends.ts';
import type { Timed } from '../passes.ts';

/** One network among those that are timed interleaved. */
export type Contender = Readonly<{
	net: Net;
	/** Shape of one image, `[height, width, channels]`. */
	input: Shape;
	batch: number;
	/** The design as a link. */
	design: string;
}>;

/** Networks to time interleaved on one backend: A B C A B C ... */
export type InterleavedRequest = Readonly<{
	contenders: readonly Contender[];
	/** `null` takes the best there is. */
	backend: BackendName | null;
	rounds: number;
	/** The most time for the timed rounds, ms. */
	budgetMs: number;
	/** Whether a person has permitted them to take over a gigabyte of memory together. */
	mayBeLarge?: boolean;
}>;

/** What networks took in the same rounds. */
export type Interleaved = Readonly<{
	results: readonly Readonly<{
		design: string;
		/** Shape of one input image, `[height, width, channels]`. */
		input: Shape;
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
	/** Before and after each pass, outside the timed part; throws to end the series. */
	between: (rounds: number) => Promise<void>;
	/** How often something has come in the way: a round in which it did does not count. */
	disturbances?: () => number;
}>;

/** Milliseconds of each network's passes, round by round. */
export type TimedRounds = Readonly<{
	samples: readonly (readonly number[])[];
	rounds: number;
	ended: Timed['ended'];
}>;

/** Times networks interleaved, so that whatever slows the device down for a while slows all of them. */
export async function timeRounds(series: Rounds): Promise<TimedRounds> {
	const { passes, requested, budgetMs, clock, between, disturbances = () => 0 } = series;
	const samples = passes.map((): number[] => []);
	let [rounds, tried, spent] = [0, 0, 0];
	await between(0);
	for (;;) {
		const before = disturbances();
		const round: number[] = [];
		for (const pass of passes) {
			const begun = clock();
			await pass();
			round.push(clock() - begun);
			await between(rounds);
		}
		tried += 1;
		spent += round.reduce((sum, ms) => sum + ms, 0);
		if (disturbances() === before) {
			round.forEach((ms, i) => samples[i]?.push(ms));
			rounds += 1;
		}
		if (rounds >= requested) return { samples, rounds, ended: 'as asked' };
		if (rounds > 0 && spent + spent / tried > budgetMs)
			return { samples, rounds, ended: 'out of time' };
	}
}
