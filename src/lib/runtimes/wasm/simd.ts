/** `f32x4.mul`, as a module. */
const SIMD = [
	0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
	253, 98, 11
];

/** `f32x4.relaxed_madd`, as a module. */
const RELAXED = [
	0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15,
	65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11
];

const isValid = (module: readonly number[]): boolean =>
	typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(module));

let simd: boolean | undefined;

/** Whether WebAssembly computes four floats at once here: without, none of our kernels runs. */
export const hasSimd = (): boolean => (simd ??= isValid(SIMD));

/** Whether it multiplies and adds in one step. */
export const hasRelaxedSimd = (): boolean => isValid(RELAXED);
