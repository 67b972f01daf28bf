import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { findBackendFactory } from '@tensorflow/tfjs-core';
import { plain, type Opened } from './opened.ts';
import { activate, drop } from './registry.ts';

// The package registers its factory on import and does not export it.
const factory = findBackendFactory('wasm');

setWasmPaths({
	'tfjs-backend-wasm.wasm': plainUrl,
	'tfjs-backend-wasm-simd.wasm': simdUrl,
	'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl
});

/** More threads than this gain little on one image, and share one memory bus. */
const MOST_THREADS = 8;

/**
 * Threads for the kernels. They share memory, which browsers allow only to pages that are isolated
 * from other origins (`Cross-Origin-Opener-Policy` and `Cross-Origin-Embedder-Policy`).
 */
const threads = (): number =>
	crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;

export async function openWasm(): Promise<Opened> {
	// On its own tfjs takes half the processors: one thread on two.
	setThreadsCount(threads());
	await activate('wasm', factory);
	return { ...plain, close: () => drop('wasm') };
}
