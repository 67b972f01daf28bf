import { cpus } from 'node:os';
import { withBenchPage } from './live-page.ts';
import type { Result } from './live-results.ts';
import { measureInTurns } from './live-turns.ts';
import { RUNTIMES, type Measurement, type Request, type Runtime } from './measurement.ts';

/** What to measure: every network on every runtime, in turns. */
export type Session = Readonly<{
	presets: readonly string[];
	runtimes: readonly Runtime[];
	input?: number;
	rounds: number;
	/** The most passes of a cell in all its rounds, and the most time for them in ms; one a round always runs. */
	runs: number;
	budgetMs: number;
	/** Whether ours are timed layer by layer too. */
	layers?: boolean;
	/** Whether a browser may be installed. */
	install: boolean;
}>;

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`;

/** The first line of what went wrong in the page, without what Playwright puts around it. */
function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return (message.split('\n', 1)[0] ?? '').replace(/^page\.evaluate: (Error: )?/, '');
}

/** One cell of a session, as it is asked for. */
export function requestOf(
	{ input, runs, budgetMs, rounds, layers = false }: Session,
	preset: string,
	runtime: Runtime
): Request {
	const sized = input === undefined ? {} : { input };
	return {
		...{ preset, ...sized, runtime, runs: Math.ceil(runs / rounds), budgetMs: budgetMs / rounds },
		...(layers ? { layers } : {})
	};
}

/**
 * Measures networks one after the other in one browser, their runtimes in turns, and tells on stderr what it does.
 *
 * @param onResult called as soon as a network is through, for each of its runtimes
 * @throws Error where there is no browser
 */
export async function measurePresets(
	session: Session,
	onResult: (result: Result) => void
): Promise<void> {
	const { presets, runtimes, rounds } = session;
	if (presets.length === 0) return;
	await withBenchPage(session, async (measure, browser) => {
		for (const [at, preset] of presets.entries()) {
			const turns = new Date().toISOString();
			const requests = runtimes.map((runtime) => requestOf(session, preset, runtime));
			const outcomes = await measureInTurns(requests, rounds, async (request, round) => {
				const title = `[${at + 1}/${presets.length}] ${preset}, round ${round + 1}/${rounds}, ${RUNTIMES[request.runtime].label}`;
				let phase = '';
				return measure(request, (what) => {
					// A phase is printed once, however often it reports.
					if (what !== phase) console.error(`${title}: ${what}`);
					phase = what;
				}).then(
					(measured: Measurement) => ({ measured }),
					(error: unknown) => ({ failed: reasonOf(error) })
				);
			});
			for (const [request, outcome] of outcomes)
				onResult({ request, when: new Date().toISOString(), machine, browser, turns, ...outcome });
		}
	});
}
