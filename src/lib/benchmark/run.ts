import { version as app } from '../../../package.json';
import { WEIGHTS_LABEL } from '../checkpoint/deterministic.ts';
import { peakActivationElements } from '../count/memory.ts';
import { mapBytes } from '../count/run-precision.ts';
import { backendLabel, type Backend } from '../runtimes/backends.ts';
import { gflopsPerSecond, imagesPerSecond } from './passes.ts';
import { browserName } from './browser.ts';
import {
	FINISHED,
	GPU_STAMPS,
	IMAGE,
	REPORT_FORMAT,
	REPORT_VERSION,
	WAITED_FOR
} from './report/format.ts';
import type { RunReport } from './report/report.ts';
import { clockStep, timed } from '../runtimes/clock.ts';
import { totalBytes } from '../runtimes/plan/memory-need.ts';
import { imageValues } from '../image/decode.ts';
import { imageLabel } from '../image/preprocessing.ts';
import { measure, type Measurements } from './measure.ts';
import type { RunContext } from './run-context.ts';
import { runtimes } from '../runtimes/runtimes.ts';
import type { EngineFacts } from '../runtimes/runtime.ts';
import { prepare, type Prepared } from './prepare.ts';
import { summarize } from './output.ts';
import type { RunProgress } from './progress.ts';
import type { RunRequest } from './run-request.ts';
import { heldOpen, release } from './worker/held.ts';
import { QUANTILE_RULE } from '../stats/quantiles.ts';

/** A back end as it started, which may be on fewer threads than it was asked for. */
const startedAs = (backend: Backend, { threads }: EngineFacts): Backend =>
	threads === null ? backend : { ...backend, threads };

function reportOf(
	request: RunRequest,
	prepared: Prepared,
	measured: Measurements,
	engine: EngineFacts,
	loadMs: number | null
): RunReport {
	const { choice, need, totals } = prepared;
	const { batch, budgetMs, net, input } = request;
	const { runs, stats, output, params, peakTensorBytes, taken, ...rest } = measured;
	return {
		format: REPORT_FORMAT,
		version: REPORT_VERSION,
		...rest,
		design: request.design,
		input,
		batch,
		backend: choice.backend.name,
		backendLabel: backendLabel(startedAs(choice.backend, engine)),
		adapter: choice.backend.adapter,
		fallback: choice.fallback,
		kernels: request.kernels,
		browser: browserName(navigator.userAgent),
		userAgent: navigator.userAgent,
		app,
		tfjs: engine.version,
		flags: engine.flags,
		threads: navigator.hardwareConcurrency,
		isolated: self.crossOriginIsolated,
		weights: request.weights?.label ?? WEIGHTS_LABEL,
		fromFile: request.weights !== undefined,
		image: request.image ? imageLabel(request.image) : IMAGE,
		loadMs: loadMs ?? 0,
		...(taken && loadMs === null ? { taken } : {}),
		finished: FINISHED,
		runs: { ...runs, done: runs.samples.length, budgetMs, warmups: request.warmups ?? 0 },
		stats,
		quantiles: QUANTILE_RULE,
		clockStepMs: clockStep(),
		imagesPerSecond: imagesPerSecond(batch, stats.median),
		macs: totals.macs,
		gflopsPerSecond: gflopsPerSecond(totals.macs, batch, stats.median),
		memory: {
			peakTensorBytes,
			weightBytes: need.weights,
			analyticPeakActivationBytes:
				batch * mapBytes(request.precision ?? 'f32') * peakActivationElements(net, input),
			estimatedBytes: totalBytes(need, batch)
		},
		params: { live: params, analytic: totals.params },
		output: summarize(output, batch),
		layerTimesAre: measured.gpu ? GPU_STAMPS : WAITED_FOR,
		when: new Date().toISOString()
	};
}

/** What weighs more does not stay between runs, bytes. */
const MOST_KEPT = 5e8;

/** A session that the last run left open, or a new one. @returns `loadMs` is `null` where it was open */
async function openSession({ name }: Backend) {
	let loadMs: number | null = null;
	const session = await heldOpen(`run ${name}`, async () => {
		const { ms, result: opened } = await timed(() => runtimes[name].open());
		loadMs = ms;
		// Nobody may be waiting at the moment it happens.
		opened.lost.catch(release);
		return { what: opened, close: opened.close };
	});
	return { session, loadMs };
}

/**
 * Runs a network, and leaves backend and weights open for the next run, which takes over what it needs too:
 * its report says so. After a failure, and where it is asked for, a run starts from nothing.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runNetwork(
	request: RunRequest,
	context: RunContext<RunProgress>
): Promise<RunReport> {
	if (request.fromNothing) release();
	try {
		const prepared = await prepare(request, context);
		await context.yieldOrStop();
		const { totals, choice, need } = prepared;
		const { session, loadMs } = await openSession(choice.backend);
		await context.yieldOrStop();
		const image = await imageValues(request.image, request.input);
		const subject = { request, params: totals.params, session };
		const measured = await measure(subject, image, context);
		const report = reportOf(request, prepared, measured, session.engine(), loadMs);
		if (!session.keeps || need.weights > MOST_KEPT) release();
		return report;
	} catch (error) {
		release();
		throw error;
	}
}
