/** `f32x4.relaxed_madd`, as it stands in a module. */
const RELAXED_MADD = [253, 133, 2];

const has = (bytes: Uint8Array, part: readonly number[]): boolean =>
	bytes.some((_, at) => part.every((byte, i) => bytes[at + i] === byte));

/** Has this thread find that its browser knows no relaxed SIMD, as those did before 2023. */
export function refuseRelaxedSimd(): void {
	const { validate } = WebAssembly;
	WebAssembly.validate = (source) =>
		!has(new Uint8Array(source instanceof ArrayBuffer ? source : source.buffer), RELAXED_MADD) &&
		validate(source);
}
