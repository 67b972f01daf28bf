import { engine, memory, tensor4d, tile, version_core, type Tensor } from '@tensorflow/tfjs-core';
import { BYTES_PER_FLOAT, peakActivationElements } from '../count/memory.ts';
import { sumLayers } from '../count/totals.ts';
import { backendLabel, chooseBackend, probeBackends, type Choice } from './backends.ts';
import { gflopsPerSecond, imagesPerSecond, timePasses } from './bench.ts';
import { browserName } from './browser.ts';
import { FINISHED, LAYER_TIMES_ARE, WEIGHTS, type Card } from './card.ts';
import { LiveError } from './failure.ts';
import { needOf, refuseTooLarge, totalBytes, type Need } from './guard.ts';
import { timeLayers } from './layer-times.ts';
import { buildModel, type Model } from './model.ts';
import { openBackend } from './open/open.ts';
import type { Opened } from './open/opened.ts';
import { checkOutput, summarize } from './output.ts';
import { watchPeakBytes } from './peak.ts';
import { planOf, type Step } from './plan.ts';
import type { Progress, RunRequest } from './protocol.ts';
import { QUANTILE_RULE, statsOf } from './stats.ts';
import { deterministicImage } from './weights.ts';

/** What a run needs from the worker around it. */
export type Surroundings = Readonly<{
	report: (progress: Progress) => void;
	/** Lets messages in; throws `Cancelled` when the run is to stop. */
	breathe: () => Promise<void>;
}>;

const LAYER_PASSES = 3;

/** Milliseconds that something took, and what it gave. */
async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
	const start = performance.now();
	const result = await work();
	return { ms: performance.now() - start, result };
}

/** Fails as soon as the device is lost, with that as the reason. */
async function whileAlive<T>({ lost }: Opened, work: Promise<T>): Promise<T> {
	try {
		return await Promise.race([work, lost]);
	} catch (error) {
		// A read-back may fail a moment before the loss itself is told.
		if (error instanceof DOMException) await lost;
		throw error;
	}
}

/** @throws LiveError if the device reported an error since `end` was made */
async function expectNoError(opened: Opened, end: () => Promise<string | null>): Promise<void> {
	const message = await whileAlive(opened, end());
	if (message === null) return;
	if (message.startsWith('out of memory'))
		throw new LiveError(
			'out-of-memory',
			'The GPU ran out of memory.',
			'Use a smaller batch, a smaller input or a smaller network.'
		);
	throw new LiveError(
		'gpu-error',
		`The GPU reported an error, so no times are shown: ${message.slice(0, 300)}`,
		'Choose another backend.'
	);
}

function imageBatch(side: number, batch: number): Tensor {
	const image = tensor4d(deterministicImage(side), [1, side, side, 3]);
	if (batch === 1) return image;
	const images = tile(image, [batch, 1, 1, 1]);
	image.dispose();
	return images;
}

/** Everything that is known of a run before a backend is opened. */
type Prepared = Readonly<{
	request: RunRequest;
	choice: Choice;
	steps: readonly Step[];
	need: Need;
	analyticParams: number;
	macs: number;
}>;

async function prepare(request: RunRequest, { report }: Surroundings): Promise<Prepared> {
	const choice = chooseBackend(await probeBackends(), request.backend);
	report({ phase: 'backend', label: backendLabel(choice.backend), fallback: choice.fallback });
	const steps = planOf(request.net, request.input);
	const need = needOf(steps, choice.backend.name);
	refuseTooLarge(need, choice.backend, request.batch);
	const { params, macs } = sumLayers(steps.map(({ layer }) => layer));
	return { request, choice, steps, need, analyticParams: params, macs };
}

function checkParams({ params }: Model, analytic: number): void {
	if (params === analytic) return;
	throw new LiveError(
		'mismatch',
		`The live network has ${params} parameters, and ${analytic} on paper.`,
		'This is a fault of this program; please report it with the link of the design.'
	);
}

/** Builds the network, measures it and frees it again, on a backend that is open. */
async function measure(
	prepared: Prepared,
	opened: Opened,
	{ report, breathe }: Surroundings
): Promise<Omit<Card, 'loadMs'>> {
	const { request, choice, steps, need, analyticParams, macs } = prepared;
	const { batch, budgetMs } = request;
	const { backend } = choice;
	const tensorsBefore = memory().numTensors;
	const peakBytes = watchPeakBytes();

	let endWatch = opened.watch();
	const total = steps.length;
	const { ms: buildMs, result: model } = await timed(() =>
		buildModel(steps, backend.name, async (done) => {
			report({ phase: 'weights', done, total });
			await breathe();
		})
	);
	checkParams(model, analyticParams);
	const x = imageBatch(request.input[0] ?? 0, batch);

	let values: ArrayLike<number> = [];
	async function pass(): Promise<void> {
		const y = model.forward(x);
		values = await whileAlive(opened, y.data());
		y.dispose();
	}

	report({ phase: 'first pass' });
	await breathe();
	const { ms: firstPassMs } = await timed(pass);
	const peakTensorBytes = peakBytes();
	await expectNoError(opened, endWatch);
	checkOutput(values);

	endWatch = opened.watch();
	const runs = await timePasses({
		requested: request.runs,
		budgetMs,
		pass,
		clock: () => performance.now(),
		async between(done) {
			report({ phase: 'runs', done, total: request.runs });
			await breathe();
		}
	});
	checkOutput(values);
	const stats = statsOf(runs.samples);

	const layerPasses = request.layerTimes
		? Math.max(1, Math.min(LAYER_PASSES, Math.floor(budgetMs / stats.median)))
		: 0;
	const layerTimes =
		layerPasses === 0
			? []
			: await whileAlive(
					opened,
					timeLayers({
						steps,
						model,
						x,
						backend: backend.name,
						passes: layerPasses,
						async between(done) {
							report({ phase: 'layers', done, total: layerPasses * total });
							await breathe();
						}
					})
				);

	await expectNoError(opened, endWatch);

	x.dispose();
	model.dispose();
	return {
		design: request.design,
		input: request.input[0] ?? 0,
		batch,
		backend: backend.name,
		backendLabel: backendLabel(backend),
		adapter: backend.adapter,
		fallback: choice.fallback,
		browser: browserName(navigator.userAgent),
		userAgent: navigator.userAgent,
		tfjs: version_core,
		weights: WEIGHTS,
		buildMs,
		firstPassMs,
		finished: FINISHED,
		runs: { ...runs, done: runs.samples.length, budgetMs },
		stats,
		quantiles: QUANTILE_RULE,
		imagesPerSecond: imagesPerSecond(batch, stats.median),
		macs,
		gflopsPerSecond: gflopsPerSecond(macs, batch, stats.median),
		memory: {
			peakTensorBytes,
			weightBytes: need.weights,
			analyticPeakActivationBytes:
				batch * BYTES_PER_FLOAT * peakActivationElements(request.net, request.input),
			estimatedBytes: totalBytes(need, batch)
		},
		tensorsLeaked: memory().numTensors - tensorsBefore,
		params: { live: model.params, analytic: analyticParams },
		output: summarize(values, batch),
		layerTimes,
		layerPasses,
		layerTimesAre: LAYER_TIMES_ARE,
		when: new Date().toISOString()
	};
}

/**
 * Runs a network from nothing: opens the backend, builds, measures, and drops all of it again, so
 * that every run starts alike and its first pass is the first.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runNetwork(request: RunRequest, around: Surroundings): Promise<Card> {
	const prepared = await prepare(request, around);
	await around.breathe();
	const { ms: loadMs, result: opened } = await timed(() =>
		openBackend(prepared.choice.backend.name)
	);
	// Whatever way a run ends, what it left on the device goes with this scope.
	engine().startScope('run');
	try {
		await around.breathe();
		return { ...(await measure(prepared, opened, around)), loadMs };
	} finally {
		engine().endScope();
		opened.close();
	}
}
