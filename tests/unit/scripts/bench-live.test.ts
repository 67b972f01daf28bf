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
import { ratiosOf } from '../../../scripts/bench/live-ratios.ts';
import { measureInTurns } from '../../../scripts/bench/live-turns.ts';
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

test('runtimes take turns, every round begins with another, and one that fails is out', async () => {
	const requests = (['ours-wasm', 'stock-wasm', 'ort-wasm'] as const).map(request);
	const asked: string[] = [];
	const outcomes = await measureInTurns(requests, 3, ({ runtime }, round) => {
		asked.push(`${runtime} ${round}`);
		return Promise.resolve(
			runtime === 'stock-wasm'
				? { failed: 'no memory' }
				: { measured: measurement([round + 1, round + 3]) }
		);
	});
	expect(asked).toEqual([
		...['ours-wasm 0', 'stock-wasm 0', 'ort-wasm 0'],
		...['ort-wasm 1', 'ours-wasm 1'],
		...['ort-wasm 2', 'ours-wasm 2']
	]);
	expect([...outcomes.values()]).toMatchObject([
		{ measured: { samples: [1, 3, 2, 4, 3, 5], rounds: [2, 3, 4] } },
		{ failed: 'no memory' },
		{ measured: { rounds: [2, 3, 4] } }
	]);
});

test('a ratio is of rounds in which both took turns, and of the same turns only', () => {
	const result = (runtime: Runtime, rounds: readonly number[], turns: string): Result => ({
		...{ request: request(runtime), ...about, turns },
		measured: { ...measurement(rounds), rounds }
	});
	// Every round is slower than the one before, for both alike.
	const ours = result('ours-wasm', [100, 200, 400], 'a');
	const found = ratiosOf([ours, result('ort-wasm', [200, 400, 800], 'a')]);
	expect(found).toHaveLength(1);
	expect(found[0]).toMatchObject({ ours: 'ours-wasm', peer: 'ort-wasm', rounds: 3 });
	for (const value of [found[0]?.ratio, found[0]?.low, found[0]?.high])
		expect(value).toBeCloseTo(0.5, 4);
	expect(ratiosOf([ours, result('ort-wasm', [200, 400, 800], 'b')])).toEqual([]);
	expect(ratiosOf([ours, result('ort-wasm-threads', [200, 400, 800], 'a')])).toEqual([]);
});
