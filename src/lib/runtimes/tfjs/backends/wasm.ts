import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { backend, findBackendFactory } from '@tensorflow/tfjs-core';
import { offerWasmEngine, wasmFacts } from '../../wasm/current.ts';
import { memoryOf } from '../../wasm/memory.ts';
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

/** What a back end has of its module that its types leave out. */
type Host = Readonly<{
	wasm: Readonly<{ _malloc: (bytes: number) => number; _free: (address: number) => void }>;
}>;

export async function openWasm(): Promise<OpenBackend> {
	const memory = await memoryOf(() => withThreads(wasmThreads(), () => activate('wasm', factory)));
	// WebKit starts one however many are asked for.
	const threads = getThreadsCount();
	const { wasm } = backend() as unknown as Host;
	const forget = offerWasmEngine(async () => {
		if (!memory) throw new Error('the memory of WebAssembly was not found');
		const { openEngine } = await import('../../wasm/engine.ts');
		const allocate = (bytes: number) => wasm._malloc(bytes) >>> 0;
		return openEngine({ memory, allocate, release: (at) => wasm._free(at) }, threads);
	});
	return {
		...plain,
		threads,
		facts: wasmFacts,
		close() {
			forget();
			drop('wasm');
		}
	};
}
