import { median } from '../../src/lib/stats/quantiles.ts';
import type { Measurement, Request } from './measurement.ts';

export type Outcome = Readonly<{ measured: Measurement } | { failed: string }>;

/** One measurement of all rounds: what happens once is the first round's, and memory the most of any. */
function joined(rounds: readonly Measurement[]): Measurement {
	const [first, last] = [rounds[0], rounds.at(-1)];
	if (!first || !last) throw new Error('no round was measured');
	return {
		...first,
		samples: rounds.flatMap(({ samples }) => samples),
		rounds: rounds.map(({ samples }) => median(samples)),
		peakBytes: Math.max(...rounds.map(({ peakBytes }) => peakBytes)),
		output: last.output
	};
}

/**
 * Measures runtimes in turns, each time in a page of its own, so that whatever slows the machine down
 * for a while slows all of them. Every round begins with another one. One that fails is out.
 *
 * @param ask measures one round of a runtime
 */
export async function measureInTurns(
	requests: readonly Request[],
	rounds: number,
	ask: (request: Request, round: number) => Promise<Outcome>
): Promise<ReadonlyMap<Request, Outcome>> {
	const measured = new Map<Request, Measurement[]>(requests.map((request) => [request, []]));
	const failed = new Map<Request, Outcome>();
	for (let round = 0; round < rounds; round++)
		for (let turn = 0; turn < requests.length; turn++) {
			const request = requests[(round + turn) % requests.length];
			if (!request || failed.has(request)) continue;
			const outcome = await ask(request, round);
			if ('failed' in outcome) failed.set(request, outcome);
			else measured.get(request)?.push(outcome.measured);
		}
	return new Map(
		requests.map((request) => [
			request,
			failed.get(request) ?? { measured: joined(measured.get(request) ?? []) }
		])
	);
}
