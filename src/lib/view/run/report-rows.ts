import { placeOf } from '../../benchmark/report/place.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { outputDistance, timeDifference } from '../../benchmark/report/difference.ts';
import type { Difference } from '../../stats/difference.ts';
import { FEWEST_RUNS_FOR_INTERVAL } from '../../stats/medians.ts';
import type { KeptReport } from '../../state/run-history.svelte.ts';
import { bytes, difference, exact, milliseconds, si } from '../../kit/format.ts';

/** A number of two reports, and how the second differs. */
export type ReportRow = Readonly<{ name: string; a: string; b: string; change: string }>;

type Line = readonly [
	name: string,
	read: (report: RunReport) => number | null,
	print: (value: number) => string
];

/** What says little of a network where a run before has left some of it. */
const ifNew = ({ taken }: RunReport, ms: number): number | null => (taken ? null : ms);

const LINES: readonly Line[] = [
	['median pass', ({ stats }) => stats.median, milliseconds],
	['IQR', ({ stats }) => stats.iqr, milliseconds],
	['90th percentile', ({ stats }) => stats.p90, milliseconds],
	['GPU, all dispatches', ({ gpu }) => gpu?.sumMs ?? null, milliseconds],
	['first pass, from nothing', (report) => ifNew(report, report.firstPassMs), milliseconds],
	['build, from nothing', (report) => ifNew(report, report.buildMs), milliseconds],
	['images/s', (report) => report.imagesPerSecond, (value) => si(value)],
	['achieved', (report) => report.gflopsPerSecond * 1e9, (value) => `${si(value)}FLOP/s`],
	['kernel calls', ({ calls }) => calls, exact],
	['peak of tensors', ({ memory }) => memory.peakTensorBytes, bytes],
	['weights', ({ memory }) => memory.weightBytes, bytes],
	['params', ({ params }) => params.live, exact],
	['runs', ({ runs }) => runs.done, exact]
];

/** Every number of two reports beside each other. */
export const reportRows = (a: RunReport, b: RunReport): readonly ReportRow[] =>
	LINES.flatMap(([name, read, print]) => {
		const [one, other] = [read(a), read(b)];
		if (one === null && other === null) return [];
		return [
			{
				name,
				a: one === null ? 'not measured' : print(one),
				b: other === null ? 'not measured' : print(other),
				change: one === null || other === null ? '' : difference(other, one)
			}
		];
	});

const signed = (share: number): string =>
	`${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}%`;

const intervalText = ({ low, high, confidence }: Difference): string =>
	`${signed(low)} to ${signed(high)}, ${Math.round(100 * confidence)}% sure`;

/** Whether B is slower than A, and how sure that is. */
export function tellTimes(a: RunReport, b: RunReport): string {
	const found = timeDifference(a, b);
	if (!found)
		return `An interval needs at least ${FEWEST_RUNS_FOR_INTERVAL} runs of each; these have ${a.runs.done} and ${b.runs.done}.`;
	const { difference: times, verdict } = found;
	const interval = intervalText(times);
	if (verdict === 'no difference shown')
		return `No difference in time that can be shown: B’s median against A’s is ${interval}.`;
	return `B is ${verdict} than A: its median is ${signed(times.change)} (${interval}).`;
}

/** What the interval cannot know: the runs were not made in turns. */
export const APART =
	'The interval is from the scatter within each run (Price and Bonett, ratio of medians). The two were made at different times: what changed on the device between them is not in it. To compare designs in turns, use Compare.';

/** Outputs closer than that are the same network’s, by other kernels. */
const SAME_OUTPUT = 1e-3;

export function tellOutputs(a: RunReport, b: RunReport): string {
	const distance = outputDistance(a, b);
	if (distance === null) return 'Their outputs have different sizes.';
	const size = distance === 0 ? 'not at all' : `by ${distance.toPrecision(2)} at most`;
	return `The first outputs differ ${size}${distance > SAME_OUTPUT ? ': other networks, weights or images' : ''}.`;
}

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium' });

/** A report in a line of a list. */
export const reportLabel = ({ report, from, id }: KeptReport): string =>
	`${id}. ${report.design}, ${placeOf(report)}, ${report.kernels}, batch ${report.batch}: ${milliseconds(report.stats.median)}, ${clock.format(new Date(report.when))}${from === 'a file' ? ', from a file' : ''}`;
