import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunReport } from '../../../../src/lib/benchmark/report/report.ts';
import {
	outputDistance,
	timeDifference,
	unlike
} from '../../../../src/lib/benchmark/report/difference.ts';
import { readReport } from '../../../../src/lib/benchmark/report/file.ts';
import { statsOf } from '../../../../src/lib/stats/quantiles.ts';
import { RunHistory } from '../../../../src/lib/state/run-history.svelte.ts';
import { reportRows, tellTimes } from '../../../../src/lib/view/run/report-rows.ts';
import { hostileJson } from '../../../hostile-json.ts';
import { report } from '../../../reports.ts';

const SAMPLES = [12, 12.1, 12.2, 12.3, 12.4, 12.5, 13];

/** The report with other samples, and what follows from them. */
function timed(samples: readonly number[], changes: Partial<RunReport> = {}): RunReport {
	const stats = statsOf(samples);
	return {
		...report,
		runs: { ...report.runs, samples, done: samples.length },
		stats,
		imagesPerSecond: (1000 * report.batch) / stats.median,
		gflopsPerSecond: (2 * report.macs * report.batch) / (stats.median * 1e6),
		...changes
	};
}

const good = timed(SAMPLES);
const read = (changes: Readonly<Record<string, unknown>>) =>
	readReport(JSON.stringify({ ...good, ...changes })).problems;

test('a report that was downloaded opens as it was', () => {
	const reading = readReport(JSON.stringify(good, null, '\t'));
	expect(reading.problems).toEqual([]);
	expect(reading.report).toEqual(good);
});

test('a report of the first version opens, its side as a square of three channels', () => {
	const first = { ...good, version: 1, input: 224 };
	expect(readReport(JSON.stringify(first))).toEqual({ report: good, problems: [] });
	expect(readReport(JSON.stringify({ ...first, input: 0 })).problems).toEqual([
		'input: expected a whole number of 1 or more, and found 0'
	]);
});

test('an input is a shape of three sizes', () => {
	expect(read({ input: [224, 224] })).toEqual([
		'input: expected a list of height, width and channels, and found [224,224]'
	]);
	expect(read({ input: [224, 0, 3] })).toEqual([
		'input[1]: expected a whole number of 1 or more, and found 0'
	]);
	expect(read({ input: 224 })).toHaveLength(1);
});

test('a report of another version is refused, with the version that is known', () => {
	expect(read({ version: 3 })).toEqual([
		'version: 3 is not known here; permitted: 1 or 2. It may be from a newer version of this app.'
	]);
});

test('what is no report is told apart from a report with faults', () => {
	expect(readReport('{').problems).toEqual(['The file is no JSON object, so it is no run report.']);
	expect(readReport('[1]').problems).toEqual([
		'The file is no JSON object, so it is no run report.'
	]);
	expect(readReport('{"preset":"resnet50"}').problems[0]).toMatch(/^The file is no run report/);
});

test('every fault is named by its field, with what is permitted', () => {
	expect(read({ batch: 0 })).toEqual(['batch: expected a whole number of 1 or more, and found 0']);
	expect(read({ backend: 'cuda' })).toEqual([
		'backend: expected "webgpu" or "webgl" or "wasm" or "cpu", and found "cuda"'
	]);
	expect(read({ runs: { ...good.runs, samples: [1, 'two'] } })[0]).toBe(
		'runs.samples[1]: expected a number of 0 or more, and found "two"'
	);
	expect(read({ gpu: { sumMs: 1 } })[0]).toBe(
		'gpu.spanMs: expected a number of 0 or more, and found nothing'
	);
	expect(read({ when: 'yesterday' })[0]).toMatch(/^when: expected a date/);
});

test('a large file with a fault in every item is told its first', () => {
	const logits = Array.from({ length: 200_000 }, () => 'x');
	expect(read({ output: { ...good.output, logits } })).toEqual([
		'output.logits[0]: expected a number, and found "x"'
	]);
});

test('a field that is missing is a fault, whichever it is', () => {
	for (const name of Object.keys(good)) {
		const rest = Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
		expect(readReport(JSON.stringify(rest)).report).toBeNull();
	}
});

test('a median that is not that of the samples is refused', () => {
	expect(read({ stats: { ...good.stats, median: 1 } })).toEqual([
		'stats.median: expected that of runs.samples, 12.3, and found 1'
	]);
	expect(read({ runs: { ...good.runs, done: 6 } })).toEqual([
		'runs.done: expected the number of runs.samples, 7, and found 6'
	]);
});

test('rates of passes too short for the clock survive the file', () => {
	const zero = timed([0, 0, 0]);
	expect(zero.imagesPerSecond).toBe(Infinity);
	expect(readReport(JSON.stringify(zero)).report).toEqual(zero);
});

test('two reports are told apart by settings, device and versions', () => {
	const other = timed(SAMPLES, {
		batch: 8,
		tfjs: '4.23.0',
		flags: { ...report.flags, IS_BROWSER: 'false' }
	});
	expect(unlike(good, good)).toEqual([]);
	expect(unlike(good, other).map(({ name }) => name)).toEqual([
		'batch',
		'TensorFlow.js',
		'IS_BROWSER'
	]);
});

test('no difference that can be shown is an answer', () => {
	expect(tellTimes(good, good)).toMatch(/^No difference in time that can be shown/);
	const slower = timed(SAMPLES.map((ms) => 2 * ms));
	expect(timeDifference(good, slower)?.verdict).toBe('slower');
	expect(tellTimes(good, slower)).toMatch(/^B is slower than A: its median is \+100\.0%/);
	expect(tellTimes(good, timed([1, 2]))).toMatch(/needs at least 5 runs/);
});

test('metrics stand beside each other with their change', () => {
	const rows = reportRows(good, timed(SAMPLES.map((ms) => 2 * ms)));
	expect(rows[0]).toEqual({ name: 'median pass', a: '12.3 ms', b: '24.6 ms', change: '+100%' });
	expect(rows.find(({ name }) => name === 'GPU, all dispatches')).toBeUndefined();
});

test('outputs of the same size have a distance', () => {
	const other = { ...good, output: { ...good.output, logits: [0.1, 0.25] } };
	expect(outputDistance(good, other)).toBeCloseTo(0.05, 12);
	expect(outputDistance(good, { ...good, output: { ...good.output, classes: 10 } })).toBeNull();
});

test('the run history keeps what was measured and opened, and says what could not be', async () => {
	const runHistory = new RunHistory();
	runHistory.add(good);
	await runHistory.open(JSON.stringify(good));
	expect(runHistory.all.map(({ from }) => from)).toEqual(['a file', 'this visit']);
	await runHistory.open('{}');
	expect(runHistory.all).toHaveLength(2);
	expect(runHistory.problems).toHaveLength(1);
	expect(runHistory.opened).toBe(2);
	runHistory.remove(runHistory.all[0]?.id ?? 0);
	expect(runHistory.all.map(({ from }) => from)).toEqual(['this visit']);
});

test('two reports of more outputs than a call has arguments are compared', () => {
	const logits = Array.from({ length: 200_000 }, (_, i) => i);
	const large = { ...good, output: { ...good.output, logits } };
	const other = { ...large, output: { ...large.output, logits: logits.map((x) => x + 0.5) } };
	expect(outputDistance(large, other)).toBe(0.5);
});

test('whatever JSON stands in a report, it is refused in sentences', () => {
	const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
	expect(readReport(deep).problems).toHaveLength(1);
	const nested = JSON.stringify({ ...good, version: 'DEEP' }).replace('"DEEP"', deep);
	expect(readReport(nested).problems[0]).toMatch(/^version: \[{40} is not known here/);
	const within = JSON.stringify({ ...good, design: 'DEEP' }).replace('"DEEP"', deep);
	expect(readReport(within).problems[0]).toMatch(/^design: expected a text, and found \[{40}$/);
	fc.assert(
		fc.property(fc.constantFrom(...Object.keys(good)), hostileJson(), (key, value) => {
			const { report: opened, problems } = readReport(JSON.stringify({ ...good, [key]: value }));
			expect(opened === null).toBe(problems.length > 0);
		})
	);
});
