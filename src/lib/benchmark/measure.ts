import { elements } from '../arch/ops.ts';
import { finiteOnly, sourceOf } from '../checkpoint/weight-source.ts';
import { timed } from '../runtimes/clock.ts';
import type { GpuClock, LayerTime } from '../runtimes/layer-time.ts';
import type { CompileRequest, Session, Taken } from '../runtimes/runtime.ts';
import { statsOf, type Stats } from '../stats/quantiles.ts';
import { checkOutput } from './output.ts';
import { timePasses, type Timed } from './passes.ts';
import type { RunProgress } from './progress.ts';
import type { PrecisionCheck, RunReport } from './report/report.ts';
import { checkPrecision, expectPrecise } from './precision-check.ts';
import type { RunContext } from './run-context.ts';
import type { RunRequest } from './run-request.ts';
import { expectParams } from './session.ts';

/** A network and the session that is to run it. */
export type RunSubject = Readonly<{
	request: RunRequest;
	/** Parameters as counted. */
	params: number;
	session: Session;
}>;

export type Measurements = Readonly<{
	/** Kernels that were there already. */
	taken: Taken | null;
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
	/** Absent in float32. */
	precision?: PrecisionCheck;
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

function layerPassesOf(request: RunRequest, { stepClock }: Session, medianMs: number): number {
	if (!request.layerTimes || stepClock === null) return 0;
	const fitting = Math.floor((LAYERS_SHARE * request.budgetMs) / medianMs);
	return Math.max(1, Math.min(stepClock === 'gpu' ? GPU_PASSES : WAITED_PASSES, fitting));
}

/** The output for one image in float32, to compare with. */
async function inFloats(
	session: Session,
	subject: Omit<CompileRequest, 'batch'>,
	image: Float32Array,
	announce: () => Promise<void>
): Promise<Float32Array> {
	const expectNoErrors = session.watchErrors();
	const network = await session.compile({ ...subject, batch: 1 });
	const pass = network.feed(image);
	await announce();
	await pass.compile();
	const output = await pass.run(announce);
	await expectNoErrors();
	pass.free();
	network.free();
	checkOutput(output);
	return output;
}

/** Tensors of a session but those that stay for the next run. */
function tensorsIn(session: Session): number {
	const { tensors, kept } = session.memory() ?? { tensors: 0, kept: 0 };
	return tensors - kept;
}

/** Whether a network stays for the next run: not where float32's is built before it, to compare with. */
function keeping({ weights, precision = 'f32' }: RunRequest): Pick<CompileRequest, 'keepAs'> {
	if (precision !== 'f32') return {};
	return { keepAs: weights ? `${weights.number} ${weights.label}` : 'deterministic' };
}

/** Builds a network, times it and frees it but for what is kept. @throws Cancelled, LiveError */
export async function measure(
	{ request, params, session }: RunSubject,
	image: Float32Array,
	{ onProgress, yieldOrStop, hides }: RunContext<RunProgress>
): Promise<Measurements> {
	/** Tells what comes next and lets messages in. */
	const announce = (progress: RunProgress): Promise<void> => {
		onProgress(progress);
		return yieldOrStop();
	};

	const { net, input, batch, kernels, precision = 'f32', autotuneAnew = false } = request;
	const fromFile = request.weights !== undefined;
	const weights = request.weights ? finiteOnly(sourceOf(request.weights)) : sourceOf();
	const between = (done: number, total: number) =>
		announce({ phase: 'weights', done, total, fromFile });
	const subject = { net, input, kernels, autotuneAnew, weights, between };
	const exact =
		precision === 'f32'
			? null
			: await inFloats(session, subject, image.slice(0, elements(input)), () =>
					announce({ phase: 'reference' })
				);

	const tensorsBefore = tensorsIn(session);
	const peakBytes = session.watchPeakBytes();
	let expectNoErrors = session.watchErrors();
	const { ms: buildMs, result: network } = await timed(() =>
		session.compile({ ...subject, batch, precision, ...keeping(request) })
	);
	expectParams(network.params, params);
	const pass = network.feed(image);

	await announce({ phase: 'first pass' });
	const { ms: firstPassMs, result: first } = await timed(async () => {
		await pass.compile((done, total) =>
			onProgress({ phase: 'first pass', compiled: { done, total } })
		);
		return pass.trace(yieldOrStop);
	});
	const peakTensorBytes = peakBytes() ?? 0;
	await expectNoErrors();
	let { output } = first;
	const checked =
		precision !== 'f32' && exact ? checkPrecision(precision, exact, output) : undefined;
	if (checked) expectPrecise(checked);
	checkOutput(output);

	expectNoErrors = session.watchErrors();
	for (let done = 0; done < (request.warmups ?? 0); done++) {
		await announce({ phase: 'warm-up' });
		output = await pass.run(yieldOrStop);
	}
	const disturbances = hides ? { disturbances: hides } : {};
	const runs = await timePasses({
		requested: request.runs,
		budgetMs: request.budgetMs,
		async pass() {
			output = await pass.run(yieldOrStop);
		},
		clock: () => performance.now(),
		between: (done) => announce({ phase: 'runs', done, total: request.runs }),
		...disturbances
	});
	checkOutput(output);
	const stats = statsOf(runs.samples);

	const layerPasses = layerPassesOf(request, session, stats.median);
	const { layers: layerTimes, gpu } =
		layerPasses === 0
			? { layers: [], gpu: null }
			: await pass.timeSteps({
					passes: layerPasses,
					between: (share) => announce({ phase: 'layers', share }),
					...disturbances
				});
	await expectNoErrors();

	pass.free();
	network.free();
	const kernelCalls = first.kernelCalls ?? [];
	return {
		taken: network.taken,
		buildMs,
		firstPassMs,
		runs,
		stats,
		layerTimes,
		layerPasses,
		gpu,
		params: network.params ?? params,
		calls: kernelCalls.length,
		kernelCalls: tally(kernelCalls),
		peakTensorBytes,
		tensorsLeaked: tensorsIn(session) - tensorsBefore,
		output,
		...(checked ? { precision: checked } : {})
	};
}
