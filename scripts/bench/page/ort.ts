import type * as Ort from 'onnxruntime-web';
import asyncifyUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plainUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import wasmUrl from 'onnxruntime-web/wasm?url';
import webgpuUrl from 'onnxruntime-web/webgpu?url';
import type { Network } from '../../../src/lib/arch/design.ts';
import { summarize } from '../../../src/lib/benchmark/output.ts';
import { timePasses } from '../../../src/lib/benchmark/passes.ts';
import { deterministicImage } from '../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../../src/lib/checkpoint/weight-source.ts';
import { onnxRuntime } from '../../../src/lib/runtimes/onnxruntime/runtime.ts';
import type { Measurement, Request } from '../measurement.ts';
import { watch } from './watch.ts';

export type OrtRuntime = 'ort-webgpu' | 'ort-wasm' | 'ort-wasm-threads';

/** onnxruntime-web as it is published: bundlers would take its workers apart. */
async function load(runtime: OrtRuntime, threads: number): Promise<typeof Ort> {
	const webgpu = runtime === 'ort-webgpu';
	const ort = (await import(/* @vite-ignore */ webgpu ? webgpuUrl : wasmUrl)) as typeof Ort;
	ort.env.wasm.wasmPaths = { wasm: webgpu ? asyncifyUrl : plainUrl };
	ort.env.wasm.numThreads = threads;
	return ort;
}

async function adapterName(): Promise<string> {
	const info = (await navigator.gpu.requestAdapter())?.info;
	return `WebGPU on ${info?.vendor ?? '?'} ${info?.architecture ?? '?'}`;
}

/** Runs a network's exported file in onnxruntime-web, with all its optimizations. */
export async function measureOrt(
	{ net, input }: Network,
	runtime: OrtRuntime,
	{ runs, budgetMs }: Request,
	onProgress: (phase: string) => void
): Promise<Measurement> {
	const usage = watch();
	const clock = () => performance.now();
	const webgpu = runtime === 'ort-webgpu';
	const threads = runtime === 'ort-wasm-threads' ? navigator.hardwareConcurrency : 1;
	if (threads > 1 && !crossOriginIsolated) throw new Error('the page may not use threads');
	const session = await onnxRuntime(webgpu ? 'webgpu' : 'wasm', () =>
		load(runtime, threads)
	).open();
	onProgress('weights');
	let begun = clock();
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'ours', weights: sourceOf() },
		between() {
			// The last call comes when the weights are at hand.
			begun = clock();
			return Promise.resolve();
		}
	});
	const buildMs = clock() - begun;
	const pass = network.feed(deterministicImage(input));

	let output: Float32Array = new Float32Array();
	let before = 0;
	const run = async () => {
		before = usage().dispatches;
		output = await pass.run();
	};
	onProgress('first pass');
	const first = clock();
	await run();
	const firstMs = clock() - first;
	const { samples } = await timePasses({
		requested: runs,
		budgetMs,
		pass: run,
		clock,
		between: () => Promise.resolve(onProgress('runs'))
	});
	const { dispatches, gpuBytes, wasmBytes } = usage();
	session.close();
	return {
		device: webgpu ? await adapterName() : 'WebAssembly, on the processor',
		threads,
		buildMs,
		firstMs,
		samples,
		// None at all means that they were made where they could not be seen.
		dispatches: webgpu ? dispatches - before || null : null,
		peakBytes: webgpu ? gpuBytes : wasmBytes,
		output: summarize(output, 1)
	};
}
