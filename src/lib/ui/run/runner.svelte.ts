import type { Backend } from '../../runtimes/backends.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import type { Failure } from '../../errors/failure.ts';
import type { Peaks, PeaksRequest } from '../../benchmark/peaks/peaks.ts';
import type { Calibration, CalibrationRequest } from '../../predict/calibration.ts';
import type { Progress, RunRequest, Unfinished } from '../../benchmark/protocol.ts';
import type { Sweep, SweepPoint, SweepRequest } from '../../benchmark/sweep/sweep.ts';
import type { Interleaved, InterleavedRequest } from '../../benchmark/interleaved/interleaved.ts';

/** What a panel shows: at most one run under way, and how the last one ended. */
export type Job<Request, Result> = Readonly<{
	/** What can run here; empty until it is known. */
	readonly backends: readonly Backend[];
	readonly running: boolean;
	readonly progress: Progress | null;
	/** Seconds since the run began to do what it does now. */
	readonly seconds: number;
	readonly result: Result | null;
	readonly failure: Failure | null;
	/** Why the last run has no result, if it was cancelled. */
	readonly note: string;
	look(): Promise<void>;
	run(request: Request): Promise<Result | null>;
	stop(): void;
	/** Ends the run unless what it is about is still on screen. */
	keepIf(onScreen: (request: Request) => boolean): void;
	/** Ends the run, if there is one; the client stays for others. */
	leave(): void;
	/** Ends the client too. */
	dispose(): void;
}>;

type Ask<Request, Result> = (
	request: Request,
	onprogress: (progress: Progress) => void
) => Promise<Readonly<{ kind: 'done'; result: Result }> | Unfinished>;

/** Runs one network at a time. */
export const createRunner = (client: LiveClient): Job<RunRequest, RunReport> =>
	createJob(client, async (request, onprogress) => {
		const outcome = await client.run(request, onprogress);
		return outcome.kind === 'done' ? { kind: 'done', result: outcome.report } : outcome;
	});

/** Measures what a device can do at best. */
export const createPeaksRunner = (client: LiveClient): Job<PeaksRequest, Peaks> =>
	createJob(client, async (request, onprogress) => {
		const outcome = await client.runPeaks(request, onprogress);
		return outcome.kind === 'done' ? { kind: 'done', result: outcome.peaks } : outcome;
	});

/** Runs a network at growing batches. */
export const createSweepRunner = (
	client: LiveClient,
	onpoints: (points: readonly SweepPoint[]) => void
): Job<SweepRequest, Sweep> =>
	createJob(client, async (request, onprogress) => {
		const outcome = await client.runSweep(request, (progress) => {
			if (progress.phase === 'sweep') onpoints(progress.points);
			onprogress(progress);
		});
		return outcome.kind === 'done' ? { kind: 'done', result: outcome.sweep } : outcome;
	});

/** Runs several networks in turns. */
export const createInterleavedRunner = (client: LiveClient): Job<InterleavedRequest, Interleaved> =>
	createJob(client, async (request, onprogress) => {
		const outcome = await client.runInterleaved(request, onprogress);
		return outcome.kind === 'done' ? { kind: 'done', result: outcome.interleaved } : outcome;
	});

/** Measures what predictions need. */
export const createCalibrator = (client: LiveClient): Job<CalibrationRequest, Calibration> =>
	createJob(client, async (request, onprogress) => {
		const outcome = await client.calibrate(request, onprogress);
		return outcome.kind === 'done' ? { kind: 'done', result: outcome.calibration } : outcome;
	});

function createJob<Request, Result>(
	client: LiveClient,
	ask: Ask<Request, Result>
): Job<Request, Result> {
	let backends = $state.raw<readonly Backend[]>([]);
	let request = $state.raw<Request | null>(null);
	let progress = $state.raw<Progress | null>(null);
	let seconds = $state(0);
	let result = $state.raw<Result | null>(null);
	let failure = $state.raw<Failure | null>(null);
	let note = $state('');
	let ticking: ReturnType<typeof setInterval> | undefined;

	function advance(next: Progress | null) {
		if (next?.phase !== progress?.phase) seconds = 0;
		progress = next;
	}

	function begin(next: Request) {
		request = next;
		failure = null;
		note = '';
		advance(null);
		clearInterval(ticking);
		ticking = setInterval(() => (seconds += 1), 1000);
	}

	function end() {
		request = null;
		clearInterval(ticking);
	}

	return {
		get backends() {
			return backends;
		},
		get running() {
			return request !== null;
		},
		get progress() {
			return progress;
		},
		get seconds() {
			return seconds;
		},
		get result() {
			return result;
		},
		get failure() {
			return failure;
		},
		get note() {
			return note;
		},
		async look() {
			backends = await client.backends();
		},
		async run(next) {
			begin(next);
			const outcome = await ask(next, advance);
			if (request !== next) return null;
			end();
			switch (outcome.kind) {
				case 'done':
					result = outcome.result;
					return outcome.result;
				case 'failed':
					failure = outcome.failure;
					return null;
				case 'cancelled':
					note ||= outcome.by === 'newer' ? 'Cancelled: another measurement began.' : 'Cancelled.';
					return null;
			}
		},
		stop() {
			void client.stop();
		},
		keepIf(onScreen) {
			if (request === null || onScreen(request)) return;
			note = 'Cancelled, because the design changed.';
			void client.stop();
		},
		leave() {
			if (request === null) return;
			end();
			void client.stop();
		},
		dispose() {
			end();
			client.dispose();
		}
	};
}
