import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import knownLogits from '../../src/lib/benchmark/known-logits.json' with { type: 'json' };
import { TOLERANCE, verificationOf, type Known } from '../../src/lib/benchmark/verify.ts';
import type { Measurement, Request } from './measurement.ts';

/** One cell of the benchmark: a measurement, or why there is none. */
export type Result = Readonly<{
	request: Request;
	/** ISO 8601. */
	when: string;
	machine: string;
	browser: string;
	/** When the turns began that this took with others; results of other turns cannot be compared so well. */
	turns?: string;
}> &
	Readonly<{ measured: Measurement } | { failed: string }>;

/** A network with its input, where that is not the usual one. */
export const subjectOf = ({ preset, input }: Request): string =>
	input === undefined ? preset : `${preset} @${input}`;

const keyOf = (request: Request): string => `${subjectOf(request)} ${request.runtime}`;

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

export const isThere = (results: Results, request: Request): boolean => {
	const found = results.get(keyOf(request));
	return found !== undefined && 'measured' in found;
};

/** How far an output is from PyTorch's, or from the first runtime's where PyTorch's is not on file. */
export function checkOutput(
	{ request }: Result,
	{ output }: Measurement,
	first: Measurement | undefined
): Readonly<{ passed: boolean; error: number; against: string }> {
	const known = new Map<string, Known>(Object.entries(knownLogits)).get(subjectOf(request));
	const full = { ...output, finite: true, classes: output.logits.length, top: [] };
	const verdict = verificationOf(full, known ?? first?.output ?? output);
	const passed = verdict.error <= TOLERANCE && verdict.passed;
	return { passed, error: verdict.error, against: known ? 'PyTorch' : 'the first' };
}

/** The first measurement that there is of a network. */
export function firstOf(results: Results, of: Request): Measurement | undefined {
	const found = [...results.values()].find(
		(result) => subjectOf(result.request) === subjectOf(of) && 'measured' in result
	);
	return found && 'measured' in found ? found.measured : undefined;
}
