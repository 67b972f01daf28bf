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
import { QUANTILE_RULE } from '../stats/quantiles.ts';

/** A back end as it started, which may be on fewer threads than it was asked for. */
const startedAs = (backend: Backend, { threads }: EngineFacts): Backend =>
	threads === null ? backend : { ...backend, threads };

function reportOf(
	request: RunRequest,
	prepared: Prepared,
	measured: Measurements,
	engine: EngineFacts,
	loadMs: number
): RunReport {
	const { choice, need, totals } = prepared;
	const { batch, budgetMs, net, input } = request;
	const { runs, stats, output, params, peakTensorBytes, ...rest } = measured;
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
		loadMs,
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

/**
 * Runs a network from nothing: opens the backend, builds, measures, and drops all of it again, so
 * that every run starts alike and its first pass is the first.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runNetwork(
	request: RunRequest,
	context: RunContext<RunProgress>
): Promise<RunReport> {
	const prepared = await prepare(request, context);
	await context.yieldOrStop();
	const { totals, choice } = prepared;
	const runtime = runtimes[choice.backend.name];
	const { ms: loadMs, result: session } = await timed(() => runtime.open());
	try {
		await context.yieldOrStop();
		const image = await imageValues(request.image, request.input);
		const subject = { request, params: totals.params, session };
		const measured = await measure(subject, image, context);
		return reportOf(request, prepared, measured, session.engine(), loadMs);
	} finally {
		session.close();
	}
}
