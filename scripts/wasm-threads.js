/** Where the function begins whose text is handed on. */
const FUNCTION = 'return (';

/**
 * tfjs starts its threads with the text of one function, whose outer variable it looks for by
 * `typeof`. A minifier, which sees that variable declared, leaves the `typeof` out, and no thread
 * starts. The variable is the place of the script, which tfjs gets to know in another way.
 * @returns {import('vite').Plugin}
 */
export const wasmThreads = () => ({
	name: 'wasm-threads',
	transform(code, id) {
		if (!id.endsWith('tfjs-backend-wasm-threaded-simd.js')) return null;
		const start = code.indexOf(FUNCTION);
		if (start < 0) this.error('tfjs starts its threads in another way than expected');
		return {
			code: code.slice(0, start) + code.slice(start).replaceAll('_scriptDir', '""'),
			map: null
		};
	}
});
