/** A WebAssembly module in base64, which `scripts/wasm-kernels.js` compiles. */
declare module 'virtual:wasm-kernels/*' {
	const base64: string;
	export default base64;
}
