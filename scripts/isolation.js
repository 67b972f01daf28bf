/** Headers that give a page threads with shared memory for WebAssembly, and a finer clock. */
export const ISOLATION = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp'
};
