import { engine, env, version_core } from '@tensorflow/tfjs-core';
import { version as app } from '../../../package.json';
import { WEIGHTS_LABEL } from '../checkpoint/deterministic.ts';
import { BYTES_PER_FLOAT, peakActivationElements } from '../count/memory.ts';
import { sumLayers, type Totals } from '../count/totals.ts';
import { backendLabel, chooseBackend, probeBackends, type Choice } from '../runtimes/backends.ts';
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
import { needOf, refuseTooLarge, totalBytes, type Need } from '../runtimes/plan/memory-need.ts';
import { imageValues } from '../image/decode.ts';
import { imageLabel } from '../image/preprocessing.ts';
import { measure, type Measurements } from './measure.ts';
import type { RunContext } from './run-context.ts';
import { openBackend } from '../runtimes/tfjs/open.ts';
import { summarize } from './output.ts';
import { planFor } from '../runtimes/plan/plan-for.ts';
import { layersIn, type Step } from '../runtimes/plan/plan.ts';
import type { RunProgress } from './progress.ts';
import type { RunRequest } from './run-request.ts';
import { QUANTILE_RULE } from '../stats/quantiles.ts';

/** What is known of a run before a backend is opened. */
type Prepared = Readonly<{
	request: RunRequest;
	choice: Choice;
	steps: readonly Step[];
	need: Need;
	totals: Totals;
}>;

/** @throws LiveError when the network is too large for the backend */
async function prepare(
	request: RunRequest,
	{ onProgress }: RunContext<RunProgress>
): Promise<Prepared> {
	const choice = chooseBackend(await probeBackends(), request.backend);
	onProgress({ phase: 'backend', label: backendLabel(choice.backend), fallback: choice.fallback });
	const steps = planFor(request.net, request.input, choice.backend.name, request.kernels);
	const need = needOf(steps, choice.backend.name, request.kernels);
	refuseTooLarge(need, choice.backend, request.batch);
	return { request, choice, steps, need, totals: sumLayers(steps.flatMap(layersIn)) };
}

function reportOf(prepared: Prepared, measured: Measurements, loadMs: number): RunReport {
	const { request, choice, need, totals } = prepared;
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
		backendLabel: backendLabel(choice.backend),
		adapter: choice.backend.adapter,
		fallback: choice.fallback,
		kernels: request.kernels,
		browser: browserName(navigator.userAgent),
		userAgent: navigator.userAgent,
		app,
		tfjs: version_core,
		// As text: some are infinite, which JSON cannot say.
		flags: Object.fromEntries(
			Object.entries(env().features).map(([name, value]) => [name, String(value)])
		),
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
			analyticPeakActivationBytes: batch * BYTES_PER_FLOAT * peakActivationElements(net, input),
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
	around: RunContext<RunProgress>
): Promise<RunReport> {
	const prepared = await prepare(request, around);
	await around.yieldOrStop();
	const { steps, totals, choice } = prepared;
	const backend = choice.backend.name;
	const { ms: loadMs, result: opened } = await timed(() => openBackend(backend));
	// Whatever way a run ends, what it left on the device goes with this scope.
	engine().startScope('run');
	try {
		await around.yieldOrStop();
		if (request.autotuneAnew)
			await (await import('../runtimes/webgpu/autotune/autotune.ts')).forgetChoices();
		const subject = { request, steps, params: totals.params, backend, opened };
		const image = await imageValues(request.image, request.input[0] ?? 0);
		return reportOf(prepared, await measure(subject, image, around), loadMs);
	} finally {
		engine().endScope();
		opened.close();
	}
}
