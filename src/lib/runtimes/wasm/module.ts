import { printOf } from '../autotune/remember.ts';
import { hasRelaxedSimd } from './simd.ts';

type Source = () => Promise<{ default: string }>;

/** Compiled when the site is built, from `assembly/`. */
const relaxed: Source = () => import('virtual:wasm-kernels/relaxed');
const relaxedShared: Source = () => import('virtual:wasm-kernels/relaxed-shared');
const plain: Source = () => import('virtual:wasm-kernels/plain');
const plainShared: Source = () => import('virtual:wasm-kernels/plain-shared');

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Our kernels, as fast as this browser can have them. */
export type KernelModule = Readonly<{
	module: WebAssembly.Module;
	relaxed: boolean;
	/** Tells one release of them from another. */
	print: string;
}>;

/**
 * @param shared whether their memory is one that threads share
 * @param relaxes whether they multiply and add in one step, where that can be chosen
 */
export async function kernelModule(
	shared: boolean,
	relaxes = hasRelaxedSimd()
): Promise<KernelModule> {
	const source = relaxes ? (shared ? relaxedShared : relaxed) : shared ? plainShared : plain;
	const text = (await source()).default;
	const module = await WebAssembly.compile(bytesOf(text));
	return { module, relaxed: relaxes, print: printOf(text) };
}
