import type * as Ort from 'onnxruntime-web';
import asyncifyUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plainUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import wasmUrl from 'onnxruntime-web/wasm?url';
import webgpuUrl from 'onnxruntime-web/webgpu?url';
import type { Network } from '../../../src/lib/arch/design.ts';
import { timePasses } from '../../../src/lib/benchmark/passes.ts';
import { exportFile } from '../../../src/lib/export/files/client.ts';
import { summarize } from '../../../src/lib/benchmark/output.ts';
import { channelsFirst, deterministicImage } from '../../../src/lib/checkpoint/deterministic.ts';
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

async function fileOf({ net, input }: Network, preset: string): Promise<Uint8Array> {
	const about = { title: preset, address: `#${preset}` };
	const file = await exportFile({ format: 'onnx', net, input, ...about });
	return new Uint8Array(await file.arrayBuffer());
}

async function adapterName(): Promise<string> {
	const info = (await navigator.gpu.requestAdapter())?.info;
	return `WebGPU on ${info?.vendor ?? '?'} ${info?.architecture ?? '?'}`;
}

async function logitsOf(session: Ort.InferenceSession, input: Ort.Tensor): Promise<Float32Array> {
	const { logits } = await session.run({ input });
	const values = await logits?.getData();
	if (!(values instanceof Float32Array)) throw new Error('the file gives no logits');
	return values;
}

/** Runs a network's exported file in onnxruntime-web, with all its optimizations. */
export async function measureOrt(
	network: Network,
	runtime: OrtRuntime,
	{ preset, runs, budgetMs }: Request,
	tell: (what: string) => void
): Promise<Measurement> {
	const usage = watch();
	const clock = () => performance.now();
	const webgpu = runtime === 'ort-webgpu';
	const threads = runtime === 'ort-wasm-threads' ? navigator.hardwareConcurrency : 1;
	if (threads > 1 && !crossOriginIsolated) throw new Error('the page may not use threads');
	const ort = await load(runtime, threads);
	tell('weights');
	const file = await fileOf(network, preset);
	const begun = clock();
	const session = await ort.InferenceSession.create(file, {
		executionProviders: [webgpu ? 'webgpu' : 'wasm'],
		graphOptimizationLevel: 'all'
	});
	const buildMs = clock() - begun;
	const side = network.input[0] ?? 0;
	const image = channelsFirst(deterministicImage(side), side);
	const input = new ort.Tensor('float32', image, [1, 3, side, side]);

	let output = new Float32Array();
	let before = 0;
	const pass = async () => {
		before = usage().dispatches;
		output = Float32Array.from(await logitsOf(session, input));
	};
	tell('first pass');
	const first = clock();
	await pass();
	const firstMs = clock() - first;
	const { samples } = await timePasses({
		requested: runs,
		budgetMs,
		pass,
		clock,
		between: () => Promise.resolve(tell('runs'))
	});
	const { dispatches, gpuBytes, wasmBytes } = usage();
	await session.release();
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
