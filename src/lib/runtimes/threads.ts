/** More threads than this gain little on one image: they share one memory bus. */
const MOST_THREADS = 8;

/**
 * Threads for WebAssembly. They share memory, which browsers allow only to pages that are isolated
 * from other origins: those served with `Cross-Origin-Opener-Policy: same-origin` and
 * `Cross-Origin-Embedder-Policy: require-corp`.
 */
export const wasmThreads = (): number =>
	crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
