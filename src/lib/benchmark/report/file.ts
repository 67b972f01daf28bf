import { BACKENDS } from '../../runtimes/backends.ts';
import { gflopsPerSecond, imagesPerSecond } from '../passes.ts';
import { REPORT_FORMAT, REPORT_VERSION, type RunReport } from './report.ts';
import {
	amount,
	count,
	flag,
	isRecord,
	list,
	number,
	oneOf,
	optional,
	orNull,
	positive,
	record,
	shown,
	some,
	text,
	when,
	type Check
} from './checks.ts';
import { KERNELS } from '../../runtimes/kernel-sets.ts';
import { statsOf } from '../../stats/quantiles.ts';

/** What came of a file: a report, or all that is wrong with it. */
export type ReportReading = Readonly<{ report: RunReport | null; problems: readonly string[] }>;

/** Reports are small; a larger file is something else. */
const MOST_CHARACTERS = 5_000_000;
const MOST_PROBLEMS = 8;

const flags: Check = (value, at, problems) => {
	const fits = isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
	if (!fits) problems.push(`${at}: expected flags with texts, and found ${shown(value)}`);
};

const backend = oneOf(...BACKENDS);

const report = record<RunReport>({
	format: oneOf(REPORT_FORMAT),
	version: oneOf(REPORT_VERSION),
	design: text,
	input: some,
	batch: some,
	backend,
	backendLabel: text,
	adapter: orNull(
		record<NonNullable<RunReport['adapter']>>({
			vendor: text,
			architecture: text,
			description: text,
			software: flag
		})
	),
	fallback: orNull(record<NonNullable<RunReport['fallback']>>({ asked: backend, reason: text })),
	kernels: oneOf(...KERNELS),
	calls: count,
	kernelCalls: list(record<RunReport['kernelCalls'][number]>({ kernel: text, count: some })),
	browser: text,
	userAgent: text,
	app: text,
	tfjs: text,
	flags,
	threads: count,
	isolated: flag,
	weights: text,
	fromFile: flag,
	image: text,
	loadMs: amount,
	buildMs: amount,
	firstPassMs: amount,
	finished: text,
	runs: record<RunReport['runs']>({
		samples: list(amount, 1),
		requested: some,
		ended: oneOf('as asked', 'out of time'),
		discarded: count,
		done: some,
		budgetMs: positive,
		warmups: count
	}),
	stats: record<RunReport['stats']>({
		median: amount,
		p10: amount,
		p90: amount,
		iqr: amount,
		min: amount,
		max: amount
	}),
	quantiles: text,
	clockStepMs: amount,
	imagesPerSecond: orNull(amount),
	macs: count,
	gflopsPerSecond: orNull(amount),
	memory: record<RunReport['memory']>({
		peakTensorBytes: count,
		weightBytes: count,
		analyticPeakActivationBytes: count,
		estimatedBytes: count
	}),
	tensorsLeaked: number,
	params: record<RunReport['params']>({ live: count, analytic: count }),
	output: record<RunReport['output']>({
		finite: flag,
		classes: some,
		logits: list(number),
		argmax: count,
		mean: number,
		std: amount,
		top: list(record<RunReport['output']['top'][number]>({ index: count, share: amount }))
	}),
	layerTimes: list(
		record<RunReport['layerTimes'][number]>({
			path: text,
			ms: amount,
			within: optional(text),
			kernels: optional(list(record({ kernel: text, ms: amount })))
		})
	),
	layerPasses: count,
	layerTimesAre: text,
	gpu: orNull(
		record<NonNullable<RunReport['gpu']>>({
			sumMs: amount,
			spanMs: amount,
			wallMs: amount,
			stepMs: amount,
			submits: count,
			dispatches: count
		})
	),
	when
});

/** Statistics must be those of the samples: a report that was edited by hand is no measurement. */
function checkStats({ runs, stats }: RunReport, problems: string[]): void {
	const own = statsOf(runs.samples);
	for (const name of ['median', 'p10', 'p90', 'iqr', 'min', 'max'] as const)
		if (Math.abs(own[name] - stats[name]) > 1e-6 * Math.max(1, own.max))
			problems.push(`stats.${name}: ${stats[name]} is not that of runs.samples, ${own[name]}`);
	if (runs.done !== runs.samples.length)
		problems.push(`runs.done: ${runs.done}, and there are ${runs.samples.length} samples`);
}

const refused = (...problems: readonly string[]): ReportReading => ({
	report: null,
	problems:
		problems.length <= MOST_PROBLEMS
			? problems
			: [...problems.slice(0, MOST_PROBLEMS), `and ${problems.length - MOST_PROBLEMS} more`]
});

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** Reads a report that was downloaded before, field by field; the messages name field and permitted values. */
export function readReport(json: string): ReportReading {
	if (json.length > MOST_CHARACTERS) return refused('The file is too large to be a run report.');
	const value = parsed(json);
	if (!isRecord(value)) return refused('The file is no JSON object, so it is no run report.');
	if (value.format !== REPORT_FORMAT)
		return refused('The file is no run report: use one that this app’s Download button gave.');
	if (value.version !== REPORT_VERSION)
		return refused(
			`version: ${shown(value.version)} is not known here; permitted: ${REPORT_VERSION}. It may be from a newer version of this app.`
		);
	const problems: string[] = [];
	report(value, '', problems);
	if (problems.length > 0) return refused(...problems);
	const own = value as RunReport;
	// JSON has no infinity: rates of passes that were too short for the clock come back as null.
	const read: RunReport = {
		...own,
		imagesPerSecond: imagesPerSecond(own.batch, own.stats.median),
		gflopsPerSecond: gflopsPerSecond(own.macs, own.batch, own.stats.median)
	};
	checkStats(read, problems);
	return problems.length > 0 ? refused(...problems) : { report: read, problems: [] };
}
