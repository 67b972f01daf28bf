import { expect, test } from 'vitest';
import { plotArea } from '../../../../src/lib/draw/chart/frame.ts';
import { callWork } from '../../../../src/lib/count/call.ts';
import type { Kind } from '../../../../src/lib/arch/ops.ts';
import { rooflineOf } from '../../../../src/lib/count/roofline.ts';
import { devices } from '../../../../src/lib/count/devices.ts';
import { trafficOf } from '../../../../src/lib/count/traffic.ts';
import {
	callsByKind,
	gflops,
	overheadOf,
	timedCalls
} from '../../../../src/lib/benchmark/report/achieved.ts';
import type { LayerTime } from '../../../../src/lib/runtimes/layer-time.ts';
import { meanPass } from '../../../../src/lib/runtimes/webgpu/mean-pass.ts';
import { passOf } from '../../../../src/lib/runtimes/webgpu/timestamps.ts';
import { measuredDevice } from '../../../../src/lib/benchmark/peaks/device.ts';
import type { Peaks } from '../../../../src/lib/benchmark/peaks/peaks.ts';
import {
	callColumns,
	callsTable,
	kindsTable,
	lessonOf,
	tellOverhead
} from '../../../../src/lib/view/run/call-times.ts';
import { roofChart } from '../../../../src/lib/view/roofline/chart.ts';
import { callsUnder, reachedText } from '../../../../src/lib/view/roofline/reached.ts';
import { report } from '../../../reports.ts';
import { networkOf } from '../../../networks.ts';

const { layers } = networkOf('convnext_tiny');
const BLOCK = 'stages.0.blocks.0';
const block = layers.filter(({ path }) => path.startsWith(`${BLOCK}.`));

/** The first block as calls: depthwise with its norm, and the rest layer by layer. */
const layerTimes: readonly LayerTime[] = block.map(({ path }) =>
	path === `${BLOCK}.norm` ? { path, ms: 0, within: `${BLOCK}.conv_dw` } : { path, ms: 1 }
);
const run = { ...report, batch: 1, layerTimes };

test('a call of one layer does and moves what that layer does', () => {
	for (const layer of layers) {
		const { operations, bytes } = trafficOf(layer, { batch: 3, precision: 'fp32' });
		expect(callWork([layer], 3)).toEqual({ flops: operations, bytes });
	}
});

test('what passes between the layers of a call is not moved', () => {
	const [depthwise, norm] = block;
	if (!depthwise || !norm) throw new Error('no block');
	const map = 56 * 56 * 96;
	const weights = 96 * 49 + 96 + 2 * 96;
	expect(callWork([depthwise, norm], 2).bytes).toBe(4 * (2 * 2 * map + weights));
});

test('layers that share a call share its time, and the shares add up to one', () => {
	const calls = timedCalls(run, layers);
	expect(calls[0]).toMatchObject({ path: `${BLOCK}.conv_dw`, kind: 'depthwise', ms: 1 });
	expect(calls[0]?.layers.map(({ path }) => path)).toEqual([`${BLOCK}.conv_dw`, `${BLOCK}.norm`]);
	const sum = (read: (call: (typeof calls)[number]) => number) =>
		calls.reduce((total, call) => total + read(call), 0);
	expect(sum(({ timeShare }) => timeShare)).toBeCloseTo(1, 12);
	expect(sum(({ flopShare }) => flopShare)).toBeCloseTo(1, 12);
});

test('times of another design stand beside nothing', () => {
	expect(timedCalls(run, networkOf('resnet50').layers)).toEqual([]);
});

test('calls and kinds are handed out in full, with their units', () => {
	const calls = timedCalls(run, layers);
	const lines = callsTable(calls, '\t').split('\n');
	expect(lines).toHaveLength(calls.length + 1);
	expect(lines[1]?.split('\t').slice(0, 3)).toEqual([
		...[`${BLOCK}.conv_dw`, `${BLOCK}.norm`, 'depthwise']
	]);
	const kinds = callsByKind(calls);
	const [head, first] = kindsTable(kinds, ',').split('\n');
	expect(head).toBe('kind,calls,ms,flops,bytes,gflops_per_s,gb_per_s,time_share,flop_share');
	expect(first?.split(',').slice(0, 3)).toEqual(
		[kinds[0]?.kind, kinds[0]?.calls, kinds[0]?.ms].map(String)
	);
});

test('the lesson names the kind whose time exceeds its FLOPs most', () => {
	const kinds = callsByKind(timedCalls(run, layers));
	expect(kinds.reduce((total, { calls }) => total + calls, 0)).toBe(block.length - 1);
	expect(lessonOf(kinds)).toMatch(/: .+ of the FLOPs, .+ of the time\.$/);
	const [first] = kinds;
	if (!first) throw new Error('no kinds');
	expect(lessonOf([{ ...first, timeShare: 0.5, flopShare: 0.5 }])).toMatch(/about its share/);
});

test('a layer’s rates follow from its time', () => {
	// 231,211,008 + 1,204,224 operations and 6,171,136 bytes in 2 ms.
	const path = `${BLOCK}.mlp.fc1`;
	const calls = timedCalls({ batch: 1, layerTimes: [{ path, ms: 2 }] }, layers);
	expect(reachedText(calls, path)).toBe('2 ms: 116 GFLOP/s, 3.09 GB/s');
	expect(gflops({ flops: 4e9, ms: 2 })).toBe(2000);
	const none = timedCalls({ batch: 1, layerTimes: [{ path, ms: 0 }] }, layers);
	expect(reachedText(none, path)).toBe('too short to be timed');
	expect(reachedText(calls, 'head.fc')).toBeNull();
});

test('the cost of asking is the median less what the GPU computed, for each call', () => {
	const gpu = { sumMs: 10, spanMs: 10, wallMs: 12, stepMs: 1e-6, submits: 1, dispatches: 80 };
	const stats = { median: 18, p10: 17, p90: 19, iqr: 1, min: 17, max: 20 };
	expect(overheadOf({ gpu, stats, calls: 80 })).toEqual({ ms: 8, eachMs: 0.1 });
	expect(overheadOf({ gpu: { ...gpu, sumMs: 17.8 }, stats, calls: 80 })).toBeNull();
	expect(overheadOf({ gpu: null, stats, calls: 80 })).toBeNull();
	expect(tellOverhead({ ...report, gpu, stats, calls: 80 })).toContain('100 µs for each of 80');
});

test('timestamps become times, with the step that all of them share', () => {
	const marks = [
		{ part: 0, kernel: 'a' },
		{ part: 1, kernel: 'b' }
	];
	const times = BigUint64Array.from([1_000_000n, 1_300_000n, 1_300_000n, 1_500_000n]);
	const pass = passOf(marks, times, 1);
	expect(pass).toEqual({
		dispatches: [
			{ part: 0, kernel: 'a', ms: 0.3 },
			{ part: 1, kernel: 'b', ms: 0.2 }
		],
		spanMs: 0.5,
		stepMs: 0.1,
		submits: 1
	});
	const other = passOf(marks, BigUint64Array.from([0n, 100_000n, 100_000n, 300_000n]), 2);
	const { clock, dispatchesOf } = meanPass([
		{ pass, wallMs: 2 },
		{ pass: other, wallMs: 4 }
	]);
	expect(clock).toMatchObject({ wallMs: 3, submits: 2, dispatches: 2 });
	expect(clock.sumMs).toBeCloseTo(0.4, 12);
	expect(dispatchesOf(0)).toEqual([{ kernel: 'a', ms: 0.2 }]);
	expect(dispatchesOf(5)).toEqual([]);
});

test('a clock that is set back gives no negative time', () => {
	const pass = passOf([{ part: 0, kernel: 'a' }], BigUint64Array.from([500n, 100n]), 1);
	expect(pass.dispatches[0]?.ms).toBe(0);
});

const peaks: Peaks = {
	backend: 'wasm',
	backendLabel: report.backendLabel,
	adapter: null,
	fallback: null,
	arithmetic: { perSecond: 40e9, by: 'matMul' },
	memory: { perSecond: 20e9, by: 'relu' },
	when: report.when
};

test('calls of the last run stand under the measured roof of their own backend, inside the plot', () => {
	const device = measuredDevice(peaks);
	const placed = rooflineOf(layers, device, { batch: 1, precision: 'fp32' });
	const calls = callsUnder(device, 'fp32', run, layers);
	const { reached, frame } = roofChart(placed, device, 'fp32', 800, calls);
	expect(reached.length).toBeGreaterThan(4);
	for (const { x, y } of reached) {
		expect(x).toBeGreaterThanOrEqual(plotArea(frame).x0);
		expect(x).toBeLessThanOrEqual(plotArea(frame).x1);
		expect(y).toBeGreaterThanOrEqual(plotArea(frame).y0);
		expect(y).toBeLessThanOrEqual(plotArea(frame).y1);
	}
	expect(callsUnder(device, 'fp16', run, layers)).toEqual([]);
	for (const listed of devices) expect(callsUnder(listed, 'fp32', run, layers)).toEqual([]);
});

test('a convolution that comes above the roof is told, and nothing else is', () => {
	const device = measuredDevice(peaks);
	const placed = rooflineOf(layers, device, { batch: 1, precision: 'fp32' });
	const above = (kind: Kind) => {
		const fast = timedCalls(run, layers).map((call) => ({ ...call, kind, ms: call.flops / 1e9 }));
		return roofChart(placed, device, 'fp32', 800, fast).aboveRoof;
	};
	expect([above('dense conv'), above('pointwise')]).toEqual([true, false]);
});

test('a file of layers has a call’s time at its first layer', () => {
	const { names, of } = callColumns(timedCalls(run, layers));
	expect(names).toEqual(['ms', 'gflops_per_s', 'gb_per_s', 'in_call_of']);
	const [depthwise, norm] = block;
	if (!depthwise || !norm) throw new Error('no block');
	expect(of(depthwise)[0]).toBe(1);
	expect(of(norm)).toEqual(['', '', '', `${BLOCK}.conv_dw`]);
});
