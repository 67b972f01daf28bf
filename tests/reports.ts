import { REPORT_FORMAT, REPORT_VERSION } from '../src/lib/benchmark/report/format.ts';
import type { RunReport } from '../src/lib/benchmark/report/report.ts';

/** A report as a run gives it. */
export const report: RunReport = {
	format: REPORT_FORMAT,
	version: REPORT_VERSION,
	design: 'convnext_tiny',
	input: [224, 224, 3],
	batch: 4,
	backend: 'wasm',
	backendLabel: 'WebAssembly, on the processor',
	adapter: null,
	fallback: null,
	kernels: 'ours',
	calls: 83,
	kernelCalls: [{ kernel: 'FusedConv2D', count: 83 }],
	browser: 'Chrome 156',
	userAgent: 'Chrome/156',
	app: '0.1.0',
	tfjs: '4.22.0',
	flags: { IS_BROWSER: 'true', WASM_HAS_SIMD_SUPPORT: 'true' },
	threads: 2,
	isolated: false,
	weights: 'deterministic',
	fromFile: false,
	image: 'deterministic',
	loadMs: 30,
	buildMs: 400,
	firstPassMs: 2100,
	finished: 'read back',
	runs: {
		samples: [12, 12.3, 13],
		requested: 20,
		done: 3,
		ended: 'out of time',
		discarded: 0,
		budgetMs: 30_000,
		warmups: 0
	},
	stats: { median: 12.3, p10: 12.06, p90: 12.86, iqr: 0.5, min: 12, max: 13 },
	quantiles: 'type 7',
	clockStepMs: 0.1,
	imagesPerSecond: 325.2,
	macs: 4_455_531_264,
	gflopsPerSecond: 2898,
	memory: {
		peakTensorBytes: 130e6,
		weightBytes: 114e6,
		analyticPeakActivationBytes: 12e6,
		estimatedBytes: 130e6
	},
	tensorsLeaked: 0,
	params: { live: 28_589_128, analytic: 28_589_128 },
	output: {
		finite: true,
		classes: 1000,
		logits: [0.1, 0.2],
		argmax: 431,
		mean: 0,
		std: 1,
		top: []
	},
	layerTimes: [],
	layerPasses: 0,
	layerTimesAre: 'each waited for',
	gpu: null,
	when: '2026-11-24T00:00:00.000Z'
};
