import type { Network } from '../../../src/lib/arch/design.ts';
import { wasmThreads } from '../../../src/lib/runtimes/threads.ts';
import { createLiveClient } from '../../../src/lib/benchmark/client.ts';
import {
	WITHOUT_RELAXED_SIMD,
	type Measurement,
	type Request,
	type Runtime
} from '../measurement.ts';
import type { Usage } from './watch.ts';

const settings: Readonly<
	Record<
		Exclude<Runtime, `ort-${string}`>,
		Readonly<{ backend: 'webgpu' | 'wasm'; kernels: 'ours' | 'stock' }>
	>
> = {
	'ours-webgpu': { backend: 'webgpu', kernels: 'ours' },
	'stock-webgpu': { backend: 'webgpu', kernels: 'stock' },
	'ours-wasm': { backend: 'wasm', kernels: 'ours' },
	'stock-wasm': { backend: 'wasm', kernels: 'stock' },
	'ours-wasm-plain': { backend: 'wasm', kernels: 'ours' },
	'ours-wasm-threads': { backend: 'wasm', kernels: 'ours' }
};

export type OursRuntime = keyof typeof settings;

function usageOf(worker: Worker): Promise<Usage> {
	return new Promise((resolve) => {
		worker.addEventListener(
			'message',
			({ data }: MessageEvent<Readonly<{ type: string; usage: Usage }>>) => {
				if (data.type === 'usage') resolve(data.usage);
			}
		);
		worker.postMessage({ type: 'usage' });
	});
}

/** Runs a network as the app does. */
export async function measureOurs(
	{ net, input }: Network,
	runtime: OursRuntime,
	{ preset, runs, budgetMs, layers = false }: Request,
	onProgress: (what: string) => void
): Promise<Measurement> {
	const { backend, kernels } = settings[runtime];
	const worker = new Worker(new URL('./watched-worker.ts', import.meta.url), {
		type: 'module',
		name: runtime === 'ours-wasm-plain' ? WITHOUT_RELAXED_SIMD : 'live'
	});
	const client = createLiveClient({ createWorker: () => worker });
	const timing = { runs, budgetMs, layerTimes: layers };
	const outcome = await client.ask(
		'run',
		{ net, input, batch: 1, backend, kernels, ...timing, design: preset },
		({ phase }) => onProgress(phase)
	);
	if (outcome.kind === 'cancelled') throw new Error('the run was cancelled');
	if (outcome.kind === 'failed') throw new Error(outcome.failure.message);
	const report = outcome.result;
	if (report.fallback) throw new Error(`${backend} cannot run here: ${report.fallback.reason}`);
	const usage = await usageOf(worker);
	const peaks = layers ? await client.ask('peaks', { backend }) : null;
	if (peaks && peaks.kind !== 'done') throw new Error('the device’s peaks were not measured');
	client.dispose();
	return {
		device: report.backendLabel,
		threads: backend === 'wasm' ? wasmThreads() : 1,
		buildMs: report.buildMs,
		firstMs: report.firstPassMs,
		samples: report.runs.samples,
		...(peaks && {
			layers: { times: report.layerTimes, peakFlops: peaks.result.arithmetic.perSecond }
		}),
		dispatches: backend === 'webgpu' ? report.calls : null,
		peakBytes: backend === 'webgpu' ? usage.gpuBytes : usage.wasmBytes,
		output: report.output
	};
}
