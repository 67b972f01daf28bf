import { BACKEND_LABELS, type Fallback } from '../../live/backends.ts';
import type { Card } from '../../live/card.ts';
import { KERNELS_LABELS } from '../../live/choice.ts';
import type { Progress } from '../../live/protocol.ts';
import { bytes, exact, milliseconds, si } from '../format.ts';

/** What a run does now, and how far it is: 0 to 1, or `null` where nobody can tell. */
export type Told = Readonly<{ text: string; share: number | null }>;

export function tellProgress(progress: Progress | null): Told {
	switch (progress?.phase) {
		case undefined:
			return { text: 'Starting', share: null };
		case 'backend':
			return { text: `Loading ${progress.label}`, share: null };
		case 'weights':
			return {
				text: `${progress.fromFile ? 'Reading' : 'Making'} weights, layer ${progress.done + 1} of ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'first pass':
			return progress.compiled
				? {
						text: `First pass: ${progress.compiled.done} of ${progress.compiled.total} shaders compiled`,
						share: progress.compiled.done / progress.compiled.total
					}
				: { text: 'First pass: compiles, uploads and computes', share: null };
		case 'runs':
			return {
				text: `Run ${progress.done + 1} of up to ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'layers':
			return { text: 'Timing each layer', share: progress.done / progress.total };
		case 'calibration':
			return {
				text: `Measuring ${progress.label}, ${progress.done + 1} of ${progress.total} kinds of kernel calls`,
				share: progress.done / progress.total
			};
	}
}

export const tellFallback = ({ asked, reason }: Fallback, used: string): string =>
	`${BACKEND_LABELS[asked]} was asked for, but ${reason}. ${used} runs instead.`;

const flopRate = ({ gflopsPerSecond }: Pick<Card, 'gflopsPerSecond'>, digits: 3 | 4 = 3): string =>
	`${si(gflopsPerSecond * 1e9, digits)}FLOP/s`;

/** The result in one line. */
export function tellResult({ buildMs, firstPassMs, stats, ...card }: Card): string {
	const rate = `${si(card.imagesPerSecond)} images/s, ${flopRate(card)}`;
	return `Build ${milliseconds(buildMs)}, first pass ${milliseconds(firstPassMs)}, then ${milliseconds(stats.median)} a pass (IQR ${milliseconds(stats.iqr)}), ${rate}.`;
}

/** How many runs there were, and why not more. */
export function tellRuns({ runs, backendLabel, batch, input, ...card }: Card): string {
	const count =
		runs.ended === 'as asked'
			? `${runs.done} ${runs.done === 1 ? 'run' : 'runs'}`
			: `${runs.done} of ${runs.requested} runs, as many as fit ${milliseconds(runs.budgetMs)}`;
	return `${count} on ${backendLabel}, ${exact(card.calls)} kernel calls a pass (${KERNELS_LABELS[card.kernels]}), batch ${batch}, ${input} px.`;
}

/** What one set of kernels buys over the other, the same network on the same backend. */
export function tellRival(card: Card, rival: Card): string {
	const [ours, stock] = card.kernels === 'ours' ? [card, rival] : [rival, card];
	const times = (stock.stats.median / ours.stats.median).toPrecision(3);
	return `Fused kernels take ${exact(ours.calls)} calls, ${milliseconds(ours.stats.median)} and ${bytes(ours.memory.peakTensorBytes)} at the peak; stock TensorFlow.js ${exact(stock.calls)} calls, ${milliseconds(stock.stats.median)} (${times} times) and ${bytes(stock.memory.peakTensorBytes)}.`;
}

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
		['layer times', card.layerPasses === 0 ? 'not asked for' : card.layerTimesAre]
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
				['TensorFlow.js', card.tfjs],
				['when', card.when]
			]
		}
	];
}
