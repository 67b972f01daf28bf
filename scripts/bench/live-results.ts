import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import knownLogits from '../../src/lib/live/known-logits.json' with { type: 'json' };
import { statsOf } from '../../src/lib/live/stats.ts';
import { TOLERANCE, verdictOf, type Known } from '../../src/lib/live/verify.ts';
import { RUNTIMES, type Measurement, type Request, type Runtime } from './measurement.ts';

/** One cell of the benchmark: a measurement, or why there is none. */
export type Result = Readonly<{
	request: Request;
	/** ISO 8601. */
	when: string;
	machine: string;
	browser: string;
}> &
	Readonly<{ measured: Measurement } | { failed: string }>;

const keyOf = ({ preset, runtime }: Request): string => `${preset} ${runtime}`;

/** Results by network and runtime; a new one takes the place of an older one. */
export type Results = Map<string, Result>;

/** Results that a file of an earlier call holds. @throws Error when the file is none of ours */
export function readResults(file: string | undefined): Results {
	if (file === undefined || !existsSync(file)) return new Map();
	const results: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!Array.isArray(results)) throw new Error(`${file} holds no results of bench:live`);
	return new Map((results as Result[]).map((result) => [keyOf(result.request), result]));
}

export function keep(results: Results, result: Result, file: string | undefined): void {
	results.set(keyOf(result.request), result);
	if (file !== undefined) writeFileSync(file, JSON.stringify([...results.values()], null, '\t'));
}

export const isThere = (results: Results, preset: string, runtime: Runtime): boolean => {
	const found = results.get(`${preset} ${runtime}`);
	return found !== undefined && 'measured' in found;
};

/** How far an output is from PyTorch's, or from the first runtime's where PyTorch's is not on file. */
export function checkOutput(
	{ request: { preset } }: Result,
	{ output }: Measurement,
	first: Measurement | undefined
): Readonly<{ passed: boolean; error: number; against: string }> {
	const known = new Map<string, Known>(Object.entries(knownLogits)).get(preset);
	const full = { ...output, finite: true, classes: output.logits.length, top: [] };
	const verdict = verdictOf(full, known ?? first?.output ?? output);
	const passed = verdict.error <= TOLERANCE && verdict.passed;
	return { passed, error: verdict.error, against: known ? 'PyTorch' : 'the first' };
}

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
	const { preset, runtime } = result.request;
	const { label } = RUNTIMES[runtime];
	if ('failed' in result) return [preset, label, '', 'failed'];
	const { measured } = result;
	const { median, iqr } = statsOf(measured.samples);
	const { error, passed } = checkOutput(result, measured, first);
	return [
		preset,
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

/** The first measurement of each network that there is. */
export function firstOf(results: Results, preset: string): Measurement | undefined {
	const found = [...results.values()].find(
		(result) => result.request.preset === preset && 'measured' in result
	);
	return found && 'measured' in found ? found.measured : undefined;
}
