import { BACKEND_LABELS } from '../../runtimes/backends.ts';
import { inputText } from '../../benchmark/report/input-text.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { KERNELS_LABELS } from '../../runtimes/kernel-sets.ts';
import { PRECISION_LABELS } from '../../runtimes/precision.ts';
import { DRIFT_RULE, driftOf, FEWEST_RUNS_FOR_TREND } from '../../stats/drift.ts';
import { scatters } from '../../stats/quantiles.ts';
import { bytes, exact, milliseconds, percent, si } from '../../kit/format.ts';
import { flopRate, keptText } from './run-text.ts';

export type Row = readonly [name: string, value: string];
export type Group = Readonly<{ title: string; rows: readonly Row[] }>;

const numbers = (values: readonly number[]): string =>
	values.map((value) => value.toFixed(4)).join(', ');

function adapterText({ adapter }: RunReport): string {
	if (!adapter) return 'none: runs on the processor';
	const { vendor, architecture, description, software } = adapter;
	const names = [vendor, architecture, description].filter((name) => name !== '').join(', ');
	return software ? `${names} (software)` : names;
}

const scatterText = ({ iqr, median }: RunReport['stats']): string =>
	`IQR is ${percent(iqr / median)} of the median${scatters({ iqr, median }) ? ': above 10%, so it says little' : ''}`;

function driftText(samples: readonly number[]): string {
	const drift = driftOf(samples);
	if (!drift) return `not checked: fewer than ${FEWEST_RUNS_FOR_TREND} runs`;
	const size = `${drift.change < 0 ? '−' : '+'}${percent(Math.abs(drift.change))} from half to half, p = ${drift.chance.toPrecision(2)}`;
	return drift.shown ? size : `none shown (${size})`;
}

/** Of passes that were timed on the GPU's clock. */
function gpuRows({ gpu, layerPasses }: Pick<RunReport, 'gpu' | 'layerPasses'>): readonly Row[] {
	if (!gpu) return [];
	return [
		['GPU, all dispatches', `${milliseconds(gpu.sumMs)}, mean of ${layerPasses}`],
		['GPU, first start to last end', milliseconds(gpu.spanMs)],
		['the same on the page’s clock', milliseconds(gpu.wallMs)],
		['step of the GPU’s clock', `${exact(Math.round(gpu.stepMs * 1e6))} ns`],
		['submissions', exact(gpu.submits)]
	];
}

function timeRows({
	loadMs,
	buildMs,
	firstPassMs,
	stats,
	runs,
	...report
}: RunReport): readonly Row[] {
	return [
		['load backend', report.taken ? 'open from the run before' : milliseconds(loadMs)],
		['build', `${milliseconds(buildMs)}${keptText(report)}`],
		['first pass', milliseconds(firstPassMs)],
		['runs', `${runs.done} of ${runs.requested} (${runs.ended})`],
		['time box', milliseconds(runs.budgetMs)],
		['median', milliseconds(stats.median)],
		['10th to 90th percentile', `${milliseconds(stats.p10)} to ${milliseconds(stats.p90)}`],
		['IQR', milliseconds(stats.iqr)],
		['fastest, slowest', `${milliseconds(stats.min)}, ${milliseconds(stats.max)}`],
		['quantiles', report.quantiles],
		['step of the clock', milliseconds(report.clockStepMs)],
		['a pass is finished', report.finished],
		['images/s', si(report.imagesPerSecond, 4)],
		['achieved', `${flopRate(report, 4)} (2 FLOPs a MAC)`],
		['warm-up passes', exact(runs.warmups)],
		['passes made while hidden', exact(runs.discarded)],
		['scatter', scatterText(stats)],
		['drift', driftText(runs.samples)],
		['drift rule', DRIFT_RULE],
		['layer times', report.layerPasses === 0 ? 'not asked for' : report.layerTimesAre],
		...gpuRows(report)
	];
}

function memoryRows({ memory, tensorsLeaked }: RunReport): readonly Row[] {
	return [
		['peak of tensors, measured', bytes(memory.peakTensorBytes)],
		['expected before building', bytes(memory.estimatedBytes)],
		['weights', bytes(memory.weightBytes)],
		['activations at least', bytes(memory.analyticPeakActivationBytes)],
		['tensors leaked', exact(tensorsLeaked)]
	];
}

/** How far an output is from float32's. */
function precisionRows({ precision }: RunReport): readonly Row[] {
	if (!precision) return [];
	const { distance, bound, sameLargest } = precision;
	return [
		['farthest from f32', `${distance.toPrecision(2)} RMS; not shown beyond ${bound}`],
		['largest as in f32', sameLargest ? 'yes' : 'no']
	];
}

const flagsText = (flags: RunReport['flags']): string =>
	Object.entries(flags)
		.map(([name, value]) => `${name}=${value}`)
		.join(' ');

/** Everything of a report, for reading. */
export function reportGroups(report: RunReport): readonly Group[] {
	const { params, output } = report;
	return [
		{ title: 'Time', rows: timeRows(report) },
		{ title: 'Memory', rows: memoryRows(report) },
		{
			title: 'Network',
			rows: [
				['design', report.design],
				['input, batch', `${inputText(report.input)}, ${report.batch}`],
				['weights', report.weights],
				['image', report.image],
				['params live', exact(params.live)],
				['params on paper', exact(params.analytic)]
			]
		},
		{
			title: 'Output of the first image',
			rows: [
				['finite', output.finite ? 'yes' : 'no'],
				['first outputs', numbers(output.logits.slice(0, 4))],
				['largest at', exact(output.argmax)],
				['mean, standard deviation', numbers([output.mean, output.std])],
				...precisionRows(report)
			]
		},
		{
			title: 'Where',
			rows: [
				['backend', report.backendLabel],
				['kernels', KERNELS_LABELS[report.kernels]],
				['precision', PRECISION_LABELS[report.precision?.kept ?? 'f32']],
				['kernel calls of a pass', exact(report.calls)],
				['which', report.kernelCalls.map(({ kernel, count }) => `${kernel} × ${count}`).join('; ')],
				...(report.fallback
					? [
							[
								'instead of',
								`${BACKEND_LABELS[report.fallback.asked]}: ${report.fallback.reason}`
							] as Row
						]
					: []),
				['adapter', adapterText(report)],
				['browser', report.browser],
				['processor threads', exact(report.threads)],
				['cross-origin isolated', report.isolated ? 'yes' : 'no'],
				['this app', report.app],
				['TensorFlow.js', report.tfjs],
				['its flags', flagsText(report.flags)],
				['when', report.when]
			]
		}
	];
}
