import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { findBackendFactory } from '@tensorflow/tfjs-core';
import { wasmThreads } from '../backends.ts';
import { plain, type Opened } from './opened.ts';
import { activate, drop } from './registry.ts';

// The package registers its factory on import and does not export it.
const factory = findBackendFactory('wasm');

setWasmPaths({
	'tfjs-backend-wasm.wasm': plainUrl,
	'tfjs-backend-wasm-simd.wasm': simdUrl,
	'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl
});

export async function openWasm(): Promise<Opened> {
	// On its own tfjs takes half the processors: one thread on two.
	setThreadsCount(wasmThreads());
	await activate('wasm', factory);
	return { ...plain, close: () => drop('wasm') };
}
