import { statsOf } from '../../src/lib/stats/quantiles.ts';
import { markdownTable, textTable } from '../text-table.ts';
import { checkOutput, firstOf, subjectOf, type Result, type Results } from './live-results.ts';
import { RATIO_HEADER, ratioRow, ratiosOf } from './live-ratios.ts';
import { SHARES_HEADER, sharesOf } from './live-shares.ts';
import { RUNTIMES, type Measurement } from './measurement.ts';

const ms = (value: number): string => {
	if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
	if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
	return `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
};

const runs = (count: number): string => `${count} ${count === 1 ? 'run' : 'runs'}`;

export const HEADER = [
	'network',
	'runtime',
	'build',
	'first run',
	'then, median',
	'IQR',
	'runs',
	'dispatches',
	'peak',
	'output off by'
] as const;

/** A row of the table. */
export function rowOf(result: Result, first: Measurement | undefined): readonly string[] {
	const { label } = RUNTIMES[result.request.runtime];
	const subject = subjectOf(result.request);
	if ('failed' in result) return [subject, label, '', 'failed'];
	const { measured } = result;
	const { median, iqr } = statsOf(measured.samples);
	const { error, passed } = checkOutput(result, measured, first);
	return [
		subject,
		measured.threads > 1 ? `${label} (${measured.threads})` : label,
		ms(measured.buildMs),
		ms(measured.firstMs),
		ms(median),
		measured.samples.length > 1 ? ms(iqr) : '',
		String(measured.samples.length),
		measured.dispatches === null ? '' : String(measured.dispatches),
		`${(measured.peakBytes / 1e6).toFixed(0)} MB`,
		`${error.toExponential(1)}${passed ? '' : ', WRONG'}`
	];
}

/** What a person reads while the table is made. */
export function tellResult(result: Result): string {
	if ('failed' in result) return `failed: ${result.failed}`;
	const { samples, firstMs } = result.measured;
	return `first ${ms(firstMs)}, then ${ms(statsOf(samples).median)} (${runs(samples.length)})`;
}

/** All results in the order of networks and runtimes. */
function sorted(results: Results, presets: readonly string[]): readonly Result[] {
	const runtimes = Object.keys(RUNTIMES);
	const rank = ({ request: { preset, runtime } }: Result) =>
		presets.indexOf(preset) * runtimes.length + runtimes.indexOf(runtime);
	return [...results.values()].sort((a, b) => rank(a) - rank(b));
}

/** Prints all that is known; gives whether every output was right. */
export function printTable(
	results: Results,
	presets: readonly string[],
	markdown: boolean
): boolean {
	const all = sorted(results, presets);
	const rows = all.map((result) => rowOf(result, firstOf(results, result.request)));
	const table = markdown ? markdownTable : textTable;
	const measured = all.flatMap((result) => ('measured' in result ? [result] : []));
	const say = (values: readonly string[]) => [...new Set(values)].join('; ');
	const gpus = measured.flatMap(({ request: { runtime }, measured: { device } }) =>
		runtime.endsWith('webgpu') ? [device] : []
	);
	const browsers = all.map(({ browser }) => `Chromium ${browser}`);
	const dates = all.map(({ when }) => when.slice(0, 10));
	console.log(`\n${say(all.map((result) => result.machine))}, ${say(browsers)}, ${say(dates)}`);
	if (gpus.length > 0) console.log(say(gpus));
	console.log(
		'Batch 1, deterministic weights. A run ends when its result is read back. Peak: GPU buffers and textures, or WebAssembly’s memory.\n'
	);
	console.log(table(HEADER, rows, [0, 1]));
	const ratios = ratiosOf(all);
	if (ratios.length > 0) {
		console.log('\nOurs over its peers, by the medians of rounds in which they took turns:\n');
		console.log(table(RATIO_HEADER, ratios.map(ratioRow), [0, 1, 2]));
	}
	const shares = all.flatMap(sharesOf);
	if (shares.length > 0) {
		console.log('\nOurs, call by call, and how near to the peak that was measured:\n');
		console.log(table(SHARES_HEADER, shares, [0, 1, 2]));
	}
	for (const result of all)
		if ('failed' in result) {
			const { label } = RUNTIMES[result.request.runtime];
			console.log(`${subjectOf(result.request)}, ${label} failed: ${result.failed}`);
		}
	return measured.every(
		(result) => checkOutput(result, result.measured, firstOf(results, result.request)).passed
	);
}
