import { memory } from '@tensorflow/tfjs-core';
import { expectNoError, guardDeviceLoss } from '../runtimes/tfjs/device-loss.ts';
import type { BackendName } from '../runtimes/backends.ts';
import { timePasses, type Timed } from './passes.ts';
import type { GpuClock, LayerTime } from '../runtimes/layer-time.ts';
import type { RunReport } from './report/report.ts';
import { timed } from '../runtimes/clock.ts';
import { timeLayers } from '../runtimes/tfjs/layer-times.ts';
import { buildModel } from '../runtimes/tfjs/model.ts';
import type { OpenBackend } from '../runtimes/tfjs/opened.ts';
import { checkOutput } from './output.ts';
import { watchPeakBytes } from '../runtimes/tfjs/peak-bytes.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import type { RunProgress } from './progress.ts';
import type { RunRequest } from './run-request.ts';
import { expectParams, imageBatch } from '../runtimes/tfjs/image-batch.ts';
import { statsOf, type Stats } from '../stats/quantiles.ts';
import type { RunContext } from './run-context.ts';
import { sourceOf } from '../checkpoint/weight-source.ts';

/** A network and the open backend that is to run it. */
export type RunSubject = Readonly<{
	request: RunRequest;
	steps: readonly Step[];
	/** Parameters as counted. */
	params: number;
	backend: BackendName;
	opened: OpenBackend;
}>;

export type Measurements = Readonly<{
	buildMs: number;
	firstPassMs: number;
	runs: Timed;
	stats: Stats;
	layerTimes: readonly LayerTime[];
	layerPasses: number;
	gpu: GpuClock | null;
	/** Parameters on the device. */
	params: number;
	/** Kernel calls of one pass. */
	calls: number;
	kernelCalls: RunReport['kernelCalls'];
	peakTensorBytes: number;
	tensorsLeaked: number;
	/** Outputs of the last pass, image after image. */
	output: ArrayLike<number>;
}>;

/** Passes that are timed layer by layer: timestamps cost no more than a pass, waiting does. */
const GPU_PASSES = 10;
const WAITED_PASSES = 3;
/** The share of the time for runs that goes to layers at most. */
const LAYERS_SHARE = 1 / 3;

function tally(names: readonly string[]): RunReport['kernelCalls'] {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts].map(([kernel, count]) => ({ kernel, count }));
}

function layerPassesOf(request: RunRequest, { gpuTimer }: OpenBackend, medianMs: number): number {
	if (!request.layerTimes) return 0;
	const fitting = Math.floor((LAYERS_SHARE * request.budgetMs) / medianMs);
	return Math.max(1, Math.min(gpuTimer ? GPU_PASSES : WAITED_PASSES, fitting));
}

/** Builds a network, times it and frees it again. @throws Cancelled, LiveError */
export async function measure(
	{ request, steps, params, backend, opened }: RunSubject,
	image: Float32Array,
	{ onProgress, yieldOrStop, hides }: RunContext<RunProgress>
): Promise<Measurements> {
	const tensorsBefore = memory().numTensors;
	const peakBytes = watchPeakBytes();
	/** Tells what comes next and lets messages in. */
	const announce = (progress: RunProgress): Promise<void> => {
		onProgress(progress);
		return yieldOrStop();
	};

	let endWatch = opened.watch();
	const total = steps.length;
	const { ms: buildMs, result: model } = await timed(() =>
		buildModel(
			steps,
			{ backend, kernels: request.kernels, batch: request.batch },
			(done) =>
				announce({ phase: 'weights', done, total, fromFile: request.weights !== undefined }),
			sourceOf(request.weights)
		)
	);
	expectParams(model, params);
	const x = imageBatch(request, image);

	let output: ArrayLike<number> = [];
	async function pass(): Promise<void> {
		const y = model.forward(x);
		output = await guardDeviceLoss(opened, y.data());
		y.dispose();
	}

	await announce({ phase: 'first pass' });
	let names: readonly string[] = [];
	const { ms: firstPassMs } = await timed(async () => {
		const compiling = opened.compile(
			() => model.forward(x).dispose(),
			(done, all) => onProgress({ phase: 'first pass', compiled: { done, total: all } })
		);
		await guardDeviceLoss(opened, compiling);
		const list = opened.list();
		await pass().finally(() => {
			names = list();
		});
	});
	const peakTensorBytes = peakBytes();
	await expectNoError(opened, endWatch);
	checkOutput(output);

	endWatch = opened.watch();
	for (let done = 0; done < (request.warmups ?? 0); done++) {
		await announce({ phase: 'warm-up' });
		await pass();
	}
	const runs = await timePasses({
		requested: request.runs,
		budgetMs: request.budgetMs,
		pass,
		clock: () => performance.now(),
		between: (done) => announce({ phase: 'runs', done, total: request.runs }),
		...(hides ? { disturbances: hides } : {})
	});
	checkOutput(output);
	const stats = statsOf(runs.samples);

	const layerPasses = layerPassesOf(request, opened, stats.median);
	const { layers: layerTimes, gpu } = await guardDeviceLoss(
		opened,
		timeLayers({
			steps,
			model,
			x,
			backend,
			opened,
			passes: layerPasses,
			between: (share) => announce({ phase: 'layers', share }),
			...(hides ? { disturbances: hides } : {})
		})
	);
	await expectNoError(opened, endWatch);

	x.dispose();
	model.dispose();
	return {
		buildMs,
		firstPassMs,
		runs,
		stats,
		layerTimes,
		layerPasses,
		gpu,
		params: model.params,
		calls: names.length,
		kernelCalls: tally(names),
		peakTensorBytes,
		tensorsLeaked: memory().numTensors - tensorsBefore,
		output
	};
}
