import { BACKEND_LABELS } from '../../live/backends.ts';
import type { Card } from '../../live/card.ts';
import { KERNELS_LABELS } from '../../live/choice.ts';
import { DRIFT_RULE, driftOf, FEWEST_RUNS } from '../../live/drift.ts';
import { scatters } from '../../live/stats.ts';
import { bytes, exact, milliseconds, percent, si } from '../format.ts';
import { flopRate } from './words.ts';

export type Row = readonly [name: string, value: string];
export type Group = Readonly<{ title: string; rows: readonly Row[] }>;

const numbers = (values: readonly number[]): string =>
	values.map((value) => value.toFixed(4)).join(', ');

function adapterText({ adapter }: Card): string {
	if (!adapter) return 'none: runs on the processor';
	const { vendor, architecture, description, software } = adapter;
	const names = [vendor, architecture, description].filter((name) => name !== '').join(', ');
	return software ? `${names} (software)` : names;
}

const scatterText = ({ iqr, median }: Card['stats']): string =>
	`IQR is ${percent(iqr / median)} of the median${scatters({ iqr, median }) ? ': above 10%, so it says little' : ''}`;

function driftText(samples: readonly number[]): string {
	const drift = driftOf(samples);
	if (!drift) return `not checked: fewer than ${FEWEST_RUNS} runs`;
	const size = `${drift.change < 0 ? '−' : '+'}${percent(Math.abs(drift.change))} from half to half, p = ${drift.chance.toPrecision(2)}`;
	return drift.shown ? size : `none shown (${size})`;
}

/** Of passes that were timed on the GPU's clock. */
function gpuRows({ gpu, layerPasses }: Pick<Card, 'gpu' | 'layerPasses'>): readonly Row[] {
	if (!gpu) return [];
	return [
		['GPU, all dispatches', `${milliseconds(gpu.sumMs)}, mean of ${layerPasses}`],
		['GPU, first start to last end', milliseconds(gpu.spanMs)],
		['the same on the page’s clock', milliseconds(gpu.wallMs)],
		['step of the GPU’s clock', `${exact(Math.round(gpu.stepMs * 1e6))} ns`],
		['submissions', exact(gpu.submits)]
	];
}

function timeRows({ loadMs, buildMs, firstPassMs, stats, runs, ...card }: Card): readonly Row[] {
	return [
		['load backend', milliseconds(loadMs)],
		['build', milliseconds(buildMs)],
		['first pass', milliseconds(firstPassMs)],
		['runs', `${runs.done} of ${runs.requested} (${runs.ended})`],
		['time box', milliseconds(runs.budgetMs)],
		['median', milliseconds(stats.median)],
		['10th to 90th percentile', `${milliseconds(stats.p10)} to ${milliseconds(stats.p90)}`],
		['IQR', milliseconds(stats.iqr)],
		['fastest, slowest', `${milliseconds(stats.min)}, ${milliseconds(stats.max)}`],
		['quantiles', card.quantiles],
		['step of the clock', milliseconds(card.clockStepMs)],
		['a pass is finished', card.finished],
		['images/s', si(card.imagesPerSecond, 4)],
		['achieved', `${flopRate(card, 4)} (2 FLOPs a MAC)`],
		['warm-up passes', exact(runs.warmups)],
		['passes made while hidden', exact(runs.discarded)],
		['scatter', scatterText(stats)],
		['drift', driftText(runs.samples)],
		['drift rule', DRIFT_RULE],
		['layer times', card.layerPasses === 0 ? 'not asked for' : card.layerTimesAre],
		...gpuRows(card)
	];
}

function memoryRows({ memory, tensorsLeaked }: Card): readonly Row[] {
	return [
		['peak of tensors, measured', bytes(memory.peakTensorBytes)],
		['expected before building', bytes(memory.estimatedBytes)],
		['weights', bytes(memory.weightBytes)],
		['activations at least', bytes(memory.analyticPeakActivationBytes)],
		['tensors leaked', exact(tensorsLeaked)]
	];
}

const flagsText = (flags: Card['flags']): string =>
	Object.entries(flags)
		.map(([name, value]) => `${name}=${value}`)
		.join(' ');

/** Everything of a card, for reading. */
export function cardGroups(card: Card): readonly Group[] {
	const { params, output } = card;
	return [
		{ title: 'Time', rows: timeRows(card) },
		{ title: 'Memory', rows: memoryRows(card) },
		{
			title: 'Network',
			rows: [
				['design', card.design],
				['input, batch', `${card.input} px, ${card.batch}`],
				['weights', card.weights],
				['image', card.image],
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
				['mean, standard deviation', numbers([output.mean, output.std])]
			]
		},
		{
			title: 'Where',
			rows: [
				['backend', card.backendLabel],
				['kernels', KERNELS_LABELS[card.kernels]],
				['kernel calls of a pass', exact(card.calls)],
				['which', card.kernelCalls.map(({ kernel, count }) => `${kernel} × ${count}`).join('; ')],
				...(card.fallback
					? [
							[
								'instead of',
								`${BACKEND_LABELS[card.fallback.asked]}: ${card.fallback.reason}`
							] as Row
						]
					: []),
				['adapter', adapterText(card)],
				['browser', card.browser],
				['processor threads', exact(card.threads)],
				['cross-origin isolated', card.isolated ? 'yes' : 'no'],
				['this app', card.app],
				['TensorFlow.js', card.tfjs],
				['its flags', flagsText(card.flags)],
				['when', card.when]
			]
		}
	];
}
