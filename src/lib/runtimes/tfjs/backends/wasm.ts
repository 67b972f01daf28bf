import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { findBackendFactory } from '@tensorflow/tfjs-core';
import { wasmThreads } from '../../threads.ts';
import { plain, type OpenBackend } from '../opened.ts';
import { activate, drop } from '../registry.ts';

// The package registers its factory on import and does not export it.
const factory = findBackendFactory('wasm');

setWasmPaths({
	'tfjs-backend-wasm.wasm': plainUrl,
	'tfjs-backend-wasm-simd.wasm': simdUrl,
	'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl
});

/** tfjs takes at most half of the processors that it sees: as it starts, it is shown twice as many. */
async function withThreads(count: number, start: () => Promise<void>): Promise<void> {
	setThreadsCount(count);
	Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * count, configurable: true });
	try {
		await start();
	} finally {
		// What the browser says shines through again.
		Reflect.deleteProperty(navigator, 'hardwareConcurrency');
	}
}

export async function openWasm(): Promise<OpenBackend> {
	await withThreads(wasmThreads(), () => activate('wasm', factory));
	// WebKit starts one however many are asked for.
	return { ...plain, threads: getThreadsCount(), close: () => drop('wasm') };
}
