import { expect, test } from 'vitest';
import { checkPrecision, expectPrecise } from '../../../src/lib/benchmark/precision-check.ts';
import { timesFile } from '../../../src/lib/benchmark/report/place.ts';
import { unlike } from '../../../src/lib/benchmark/report/difference.ts';
import { callWork } from '../../../src/lib/count/call.ts';
import { isRunPrecision } from '../../../src/lib/count/run-precision.ts';
import { failureOf } from '../../../src/lib/errors/failure.ts';
import { precisionProblem } from '../../../src/lib/runtimes/precision.ts';
import { needOf } from '../../../src/lib/runtimes/plan/memory-need.ts';
import { planFor } from '../../../src/lib/runtimes/plan/plan-for.ts';
import { precisionChoice } from '../../../src/lib/view/run/precision-options.ts';
import { reportGroups } from '../../../src/lib/view/run/report-groups.ts';
import { reportLabel } from '../../../src/lib/view/run/report-rows.ts';
import { rivalOf } from '../../../src/lib/view/run/rival.ts';
import { tellPrecision } from '../../../src/lib/view/run/run-text.ts';
import { measurementOf } from '../../../src/lib/state/measured.svelte.ts';
import { networkOf } from '../../networks.ts';
import { report } from '../../reports.ts';

const webgpu = {
	...{ name: 'webgpu' as const, missing: null, adapter: null, halves: true },
	limits: { tensorBytes: null, totalBytes: null }
};
const wasm = { ...webgpu, name: 'wasm' as const, halves: false };

test('an output is compared with float32’s in root mean squares, and by its largest', () => {
	const check = checkPrecision('int8', [3, -4, 0, 0], [3, -4.25, 0.5, 0, 9, 9, 9, 9]);
	expect(check).toEqual({ kept: 'int8', distance: 0.2, bound: 0.5, sameLargest: true });
	expect(checkPrecision('f16', [1, 2], [2, 1]).sameLargest).toBe(false);
	expect(() => expectPrecise(check)).not.toThrow();
});

test('a run whose output is too far from float32’s is refused, with the distance and the bound', () => {
	const failed = (output: readonly number[]) => {
		try {
			expectPrecise(checkPrecision('f16', [3, -4, 0, 0], output));
		} catch (error) {
			return failureOf(error);
		}
		return null;
	};
	expect(failed([3, -4, 0.5, 0])).toEqual({
		code: 'bad-output',
		message:
			'In f16 the network’s output is 0.20 of its root mean square away from that in f32; the most that is shown is 0.05.',
		advice: 'Run it in f32.'
	});
	for (const wrong of [Infinity, NaN])
		expect(failed([3, wrong, 0, 0])?.message).toBe(
			'In f16 the network’s output is not finite: values have outgrown it, whose largest is 65,504.'
		);
	expect(failed([3, -4, 0.01, 0])).toBeNull();
});

test('a precision is offered where it can run, and elsewhere it is said why not', () => {
	const chosen = { backend: 'webgpu', kernels: 'ours', precision: 'f32' } as const;
	const all = [webgpu, wasm];
	expect(precisionChoice(all, chosen)).toMatchObject({ note: '' });
	const disabled = ({ options }: ReturnType<typeof precisionChoice>) =>
		options.flatMap(({ value, disabled: off }) => (off ? [value] : []));
	expect(disabled(precisionChoice(all, chosen))).toEqual([]);
	const bare = precisionChoice([{ ...webgpu, halves: false }, wasm], chosen);
	expect(disabled(bare)).toEqual(['f16']);
	expect(bare.note).toBe('No f16: this GPU has no half precision (shader-f16).');
	const stock = precisionChoice(all, { ...chosen, kernels: 'stock' });
	expect(disabled(stock)).toEqual(['f16', 'int8']);
	expect(stock.note).toBe('f16 and int8 run with our own kernels alone.');
	expect(precisionChoice(all, { ...chosen, backend: 'wasm' }).note).toBe(
		'f16 and int8 run on WebGPU alone.'
	);
	expect(precisionChoice([], chosen).note).toBe('');
	expect(precisionProblem('f32', wasm, 'stock')).toBeNull();
	expect(['f16', 'fp16', ''].map(isRunPrecision)).toEqual([true, false, false]);
});

test('half precision halves weights, maps and traffic; steps quarter the weights of products', () => {
	const { net, input, layers } = networkOf('convnext_tiny');
	const steps = planFor(net, input, 'webgpu', 'ours');
	const need = (precision: 'f32' | 'f16' | 'int8') => needOf(steps, 'webgpu', 'ours', precision);
	const [whole, half, eighth] = [need('f32'), need('f16'), need('int8')];
	expect(half.weights / whole.weights).toBeCloseTo(0.5, 2);
	expect(half.largestPerImage).toBe(whole.largestPerImage / 2);
	expect(half.largestWeight).toBe(whole.largestWeight / 2);
	// The image is there in both.
	expect(half.perImage).toBe(whole.perImage / 2 + 4 * 224 * 224 * 3);
	expect(eighth.perImage).toBe(whole.perImage);
	expect(eighth.weights / whole.weights).toBeCloseTo(0.26, 2);

	const linear = layers.filter(({ path }) => path === 'stages.0.blocks.0.mlp.fc1');
	const map = 56 * 56 * (96 + 384);
	expect(callWork(linear, 2, 'f16').bytes).toBe(2 * 2 * map + 2 * 96 * 384 + 4 * 384);
	expect(callWork(linear, 2, 'int8').bytes).toBe(4 * 2 * map + 96 * 384 + 4 * 384 + 4 * 384);
	const depthwise = layers.filter(({ path }) => path === 'stages.0.blocks.0.conv_dw');
	expect(callWork(depthwise, 1, 'int8').bytes).toBe(callWork(depthwise, 1).bytes);
});

test('a report says what was kept as what, what that did to the output, and where it differs', () => {
	const precision = { kept: 'int8', distance: 0.0312, bound: 0.5, sameLargest: true } as const;
	const kept = { ...report, precision };
	const rows = reportGroups(kept).flatMap((group) => group.rows);
	expect(rows).toContainEqual(['precision', 'int8 weights, sums in f32']);
	expect(rows).toContainEqual(['farthest from f32', '0.031 RMS; not shown beyond 0.5']);
	expect(rows).toContainEqual(['largest as in f32', 'yes']);
	expect(tellPrecision(kept)).toMatch(
		/^int8 weights, sums in f32: weights .*; outputs within 0\.031 of their root mean square of f32’s, the largest the same\.$/
	);
	expect(tellPrecision(report)).toBe('');
	expect(unlike(report, kept)).toEqual([{ name: 'precision', a: 'f32', b: 'int8' }]);
	expect(reportLabel({ report: kept, from: 'this visit', id: 1 })).toContain(', int8, ours, batch');
	expect(timesFile('kernel-calls', kept)).toBe('kernel-calls-int8.csv');
	expect(timesFile('kernel-calls', report)).toBe('kernel-calls.csv');
	expect(measurementOf(kept).backendLabel).toBe(`${report.backendLabel}, int8`);
	const stock = { ...report, kernels: report.kernels === 'ours' ? 'stock' : 'ours' } as const;
	expect(rivalOf(stock, [report])).toBe(report);
	expect(rivalOf(stock, [kept])).toBeNull();
});
