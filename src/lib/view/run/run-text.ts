import { inputText } from '../../benchmark/report/input-text.ts';
import { BACKEND_LABELS, type Fallback } from '../../runtimes/backends.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { KERNELS_LABELS } from '../../runtimes/kernel-sets.ts';
import { PRECISION_LABELS } from '../../runtimes/precision.ts';
import type { Progress } from '../../benchmark/tasks.ts';
import { bytes, exact, milliseconds, si } from '../../kit/format.ts';

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
				text: `Run ${Math.min(progress.done + 1, progress.total)} of up to ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'reference':
			return { text: 'In f32 first, to compare the output with', share: null };
		case 'warm-up':
			return { text: 'Warming up: passes that are not counted', share: null };
		case 'layers':
			return { text: 'Timing each layer', share: progress.share };
		case 'layer':
			return { text: 'Computing the layer', share: null };
		case 'fields':
			return {
				text: `Gradient ${progress.done + 1} of ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'statistics':
			return {
				text: `Layer ${progress.done} of ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'lesions':
			return {
				text: `Pass ${progress.done + 1} of ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'classify':
			return {
				text: `Image ${Math.min(progress.done + 1, progress.total)} of ${progress.total}`,
				share: progress.done / progress.total
			};
		case 'peaks':
			return {
				text: 'Measuring what the device can do at best',
				share: progress.done / progress.total
			};
		case 'sweep':
			return { text: `Next: a batch of ${2 * (progress.points.at(-1)?.batch ?? 0)}`, share: null };
		case 'paused':
			return {
				text: 'Paused: browsers slow down pages that are not seen, so nothing is timed until this one is',
				share: null
			};
		case 'calibration':
			return {
				text: `Measuring ${progress.label}, ${progress.done + 1} of ${progress.total} kinds of kernel calls`,
				share: progress.done / progress.total
			};
	}
}

export const tellFallback = ({ asked, reason }: Fallback, used: string): string =>
	`${BACKEND_LABELS[asked]} was asked for, but ${reason}. ${used} runs instead.`;

export const flopRate = (
	{ gflopsPerSecond }: Pick<RunReport, 'gflopsPerSecond'>,
	digits: 3 | 4 = 3
): string => `${si(gflopsPerSecond * 1e9, digits)}FLOP/s`;

/** What of a network was there before it was built. */
export const keptText = ({ taken }: Pick<RunReport, 'taken'>): string =>
	taken ? ` (${taken.kernels} of ${taken.of} kernels kept from the run before)` : '';

/** The result in one line. */
export function tellResult({ buildMs, firstPassMs, stats, ...report }: RunReport): string {
	const rate = `${si(report.imagesPerSecond)} images/s, ${flopRate(report)}`;
	return `Build ${milliseconds(buildMs)}${keptText(report)}, first pass ${milliseconds(firstPassMs)}, then ${milliseconds(stats.median)} a pass (IQR ${milliseconds(stats.iqr)}), ${rate}.`;
}

/** How many runs there were, and why not more. */
export function tellRuns({ runs, backendLabel, batch, input, ...report }: RunReport): string {
	const count =
		runs.ended === 'as asked'
			? `${runs.done} ${runs.done === 1 ? 'run' : 'runs'}`
			: `${runs.done} of ${runs.requested} runs, as many as fit ${milliseconds(runs.budgetMs)}`;
	return `${count} on ${backendLabel}, ${exact(report.calls)} kernel calls a pass (${KERNELS_LABELS[report.kernels]}), batch ${batch}, ${inputText(input)}.`;
}

/** What the precision of a run does to its output. */
export function tellPrecision({ precision, memory }: Pick<RunReport, 'precision' | 'memory'>) {
	if (!precision) return '';
	const { kept, distance, sameLargest } = precision;
	return `${PRECISION_LABELS[kept]}: weights ${bytes(memory.weightBytes)}; outputs within ${distance.toPrecision(2)} of their root mean square of f32’s, the largest ${sameLargest ? 'the same' : 'another one'}.`;
}

/** Passes that do not count, since nobody saw the page while they ran. */
export const tellDiscarded = ({ runs: { discarded } }: Pick<RunReport, 'runs'>): string =>
	discarded === 0
		? ''
		: `${discarded === 1 ? 'One pass' : `${discarded} passes`} more ran while this tab was in the background and ${discarded === 1 ? 'does' : 'do'} not count.`;

/** What one set of kernels buys over the other, the same network on the same backend. */
export function tellRival(report: RunReport, rival: RunReport): string {
	const [ours, stock] = report.kernels === 'ours' ? [report, rival] : [rival, report];
	const times = (stock.stats.median / ours.stats.median).toPrecision(3);
	return `Fused kernels take ${exact(ours.calls)} calls, ${milliseconds(ours.stats.median)} and ${bytes(ours.memory.peakTensorBytes)} at the peak; stock TensorFlow.js ${exact(stock.calls)} calls, ${milliseconds(stock.stats.median)} (${times} times) and ${bytes(stock.memory.peakTensorBytes)}.`;
}
