import { expect, test } from 'vitest';
import type { RunReport } from '../../../../src/lib/benchmark/report/report.ts';
import type { Sweep } from '../../../../src/lib/benchmark/sweep/sweep.ts';
import { LiveError, failureOf } from '../../../../src/lib/errors/failure.ts';
import { checkOutput, summarize } from '../../../../src/lib/benchmark/output.ts';
import { stripOf } from '../../../../src/lib/view/run/strip.ts';
import { reportGroups } from '../../../../src/lib/view/run/report-groups.ts';
import {
	tellFallback,
	tellProgress,
	tellResult,
	tellRival,
	tellRuns
} from '../../../../src/lib/view/run/run-text.ts';
import { tellSweep } from '../../../../src/lib/view/run/sweep-text.ts';
import { report } from '../../../reports.ts';

test('a result is one plain sentence', () => {
	expect(tellResult(report)).toBe(
		'Build 400 ms, first pass 2.1 s, then 12.3 ms a pass (IQR 500 µs), 325 images/s, 2.90 TFLOP/s.'
	);
});

test('fewer runs than asked for are told with the reason', () => {
	expect(tellRuns(report)).toBe(
		'3 of 20 runs, as many as fit 30 s on WebAssembly, on the processor, 83 kernel calls a pass (ours, fused), batch 4, 224 px.'
	);
	const one = {
		...report,
		runs: { ...report.runs, done: 1, requested: 1, ended: 'as asked' as const }
	};
	expect(tellRuns(one)).toMatch(/^1 run on /);
});

test('a sweep says on what images it ran: a square by its side, a rectangle by both', () => {
	const { design, backend, backendLabel, adapter, kernels, when } = report;
	const sweep: Sweep = {
		...{ design, backend, backendLabel, adapter, kernels, when, fallback: null, points: [] },
		input: [224, 224, 3],
		ended: { why: 'as asked', message: '' }
	};
	expect(tellSweep(sweep)).toBe(
		'0 batches on WebAssembly, on the processor, 224 px. Up to the limit.'
	);
	expect(tellSweep({ ...sweep, input: [64, 96, 1] })).toContain(', 64 × 96 px, 1 channel. ');
});

test('what the other kernels took is told in the same order, whichever ran last', () => {
	const stats = { ...report.stats, median: 24.6 };
	const memory = { ...report.memory, peakTensorBytes: 140e6 };
	const stock: RunReport = { ...report, kernels: 'stock', calls: 476, stats, memory };
	const told = tellRival(report, stock);
	expect(told).toMatch(
		/^Fused kernels take 83 calls, 12.3 ms .+ stock TensorFlow.js 476 calls, 24.6 ms \(2.00 times\)/
	);
	expect(tellRival(stock, report)).toBe(told);
});

test('a report shows live and analytic parameters, the leak count and the fallback', () => {
	const fallback = { asked: 'webgpu', reason: 'this browser has no WebGPU' } as const;
	const rows = reportGroups({ ...report, fallback }).flatMap((group) => group.rows);
	expect(rows).toContainEqual(['params live', '28,589,128']);
	expect(rows).toContainEqual(['params on paper', '28,589,128']);
	expect(rows).toContainEqual(['tensors leaked', '0']);
	expect(rows).toContainEqual(['instead of', 'WebGPU: this browser has no WebGPU']);
	expect(tellFallback(fallback, 'WebAssembly')).toBe(
		'WebGPU was asked for, but this browser has no WebGPU. WebAssembly runs instead.'
	);
});

test('progress counts from one in words and from zero on the bar', () => {
	expect(tellProgress({ phase: 'weights', done: 0, total: 10, fromFile: false })).toEqual({
		text: 'Making weights, layer 1 of 10',
		share: 0
	});
	expect(tellProgress({ phase: 'runs', done: 5, total: 20 }).share).toBe(0.25);
	expect(tellProgress({ phase: 'first pass' }).share).toBeNull();
	expect(tellProgress(null).share).toBeNull();
});

test('a strip keeps every run inside its width, in order, with the median between the quartiles', () => {
	const { dots, median, quartiles } = stripOf([5, 1, 3, 2, 4], 288);
	expect([...dots].sort((a, b) => a - b)).toEqual([1, 3, 2, 4, 0].map((i) => dots[i]));
	expect(dots.every((x) => x > 0 && x < 288)).toBe(true);
	expect(median).toBe(dots[2]);
	expect(quartiles).toEqual([dots[3], dots[4]]);
});

test('a single run stands in the middle of its strip', () => {
	expect(stripOf([7], 288).dots).toEqual([144]);
});

test('the output of the first image is summed up, and one bad value in the batch is seen', () => {
	expect(summarize([1, 3, 2, NaN, 0, 0], 2)).toMatchObject({
		finite: false,
		logits: [1, 3, 2],
		argmax: 1,
		mean: 2
	});
});

test('an output that is not finite or all zeros is refused', () => {
	expect(() => checkOutput([1, Infinity])).toThrow(LiveError);
	expect(() => checkOutput([0, 0, 0])).toThrow(/all zeros/);
	expect(() => checkOutput([0, 1e-9])).not.toThrow();
});

test('any thrown value becomes a message with advice', () => {
	expect(failureOf(new RangeError('Array buffer allocation failed')).code).toBe('out-of-memory');
	expect(failureOf('odd')).toMatchObject({ code: 'unexpected', message: 'The run failed: odd' });
	const own = new LiveError('device-lost', 'lost', 'again');
	expect(failureOf(own)).toEqual({ code: 'device-lost', message: 'lost', advice: 'again' });
});
