import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
	checkOutput,
	isThere,
	keep,
	readResults,
	type Result
} from '../../../scripts/bench/live-results.ts';
import { HEADER, rowOf } from '../../../scripts/bench/live-table.ts';
import type { Measurement, Runtime } from '../../../scripts/bench/measurement.ts';
import { markdownTable } from '../../../scripts/text-table.ts';
import reference from '../../golden/reference/logits.json';

const folder = mkdtempSync(join(tmpdir(), 'bench-live-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { logits, argmax, mean, std } = reference.resnet50;

const measurement = (samples: readonly number[], shift = 0): Measurement => ({
	device: 'a processor',
	threads: 1,
	buildMs: 12,
	firstMs: 3400,
	samples,
	dispatches: null,
	peakBytes: 5e6,
	output: { logits: logits.map((value) => value + shift), argmax, mean, std }
});

const about = { when: '2026-11-24T00:00:00Z', machine: '2 × x', browser: '1' };
const request = (runtime: Runtime) => ({ preset: 'resnet50', runtime, runs: 3, budgetMs: 1000 });

test('results are kept as they come, and a newer one takes the place of an older', () => {
	const file = join(folder, 'results.json');
	const failed: Result = { request: request('ort-wasm'), ...about, failed: 'no memory' };
	keep(readResults(file), failed, file);
	const results = readResults(file);
	expect(isThere(results, request('ort-wasm'))).toBe(false);
	keep(results, { request: request('ort-wasm'), ...about, measured: measurement([1]) }, file);
	keep(results, { request: request('ours-wasm'), ...about, measured: measurement([1]) }, file);
	expect(isThere(readResults(file), request('ort-wasm'))).toBe(true);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(2);
});

test('a file that holds something else is refused by name', () => {
	const file = join(folder, 'other.json');
	writeFileSync(file, '{}');
	expect(() => readResults(file)).toThrow(/other\.json holds no results/);
});

test('an output that is not PyTorch’s is told in the table and fails the check', () => {
	const result: Result = {
		request: request('ours-wasm'),
		...about,
		measured: measurement([400, 100, 300, 200])
	};
	expect(checkOutput(result, measurement([1]), undefined)).toMatchObject({ passed: true });
	const row = rowOf(result, undefined);
	expect(row).toHaveLength(HEADER.length);
	// Median and IQR of 100, 200, 300, 400 by type 7.
	expect(row.slice(3, 7)).toEqual(['3.40 s', '250 ms', '150 ms', '4']);
	const off = { ...result, measured: measurement([1], 0.5) };
	expect(rowOf(off, undefined).at(-1)).toBe('5.0e-1, WRONG');
	expect(checkOutput(off, off.measured, undefined).passed).toBe(false);
	const broken = { ...result, measured: measurement([1], NaN) };
	expect(checkOutput(broken, broken.measured, undefined).passed).toBe(false);
});

test('a table as Markdown has a rule, and numbers to the right', () => {
	expect(markdownTable(['a', 'b'], [['x|y', '1'], ['z']])).toBe(
		'| a | b |\n| --- | ---: |\n| x\\|y | 1 |\n| z |  |'
	);
});
