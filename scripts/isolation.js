/**
 * Headers that give a page threads with shared memory for WebAssembly, and a finer clock; and that let
 * pages of other hosts embed this one, isolated as they may be.
 */
export const ISOLATION = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp',
	'Cross-Origin-Resource-Policy': 'cross-origin'
};
