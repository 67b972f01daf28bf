import { elements } from '../../arch/ops.ts';
import type { Strided } from './stored.ts';

/** Types of values that a network can be loaded from. */
const FLOATS = ['F64', 'F32', 'F16', 'BF16'] as const;
export type Float = (typeof FLOATS)[number];

export const isFloat = (dtype: string): dtype is Float => FLOATS.some((known) => known === dtype);

/** IEEE 754 half precision to the float32 of the same value, as bits. */
function halfBits(half: number): number {
	const sign = (half & 0x8000) << 16;
	const exponent = (half >> 10) & 0x1f;
	const fraction = half & 0x3ff;
	if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
	if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
	if (fraction === 0) return sign;
	// A subnormal half is a normal float32: shift its first one up to where it is implied.
	const shift = Math.clz32(fraction) - 21;
	return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

function wide(bytes: ArrayBuffer, bits: (value: number) => number): Float32Array<ArrayBuffer> {
	const from = new Uint16Array(bytes);
	const to = new Int32Array(from.length);
	for (let i = 0; i < from.length; i++) to[i] = bits(from[i] ?? 0);
	return new Float32Array(to.buffer);
}

const bfloatBits = (value: number): number => value << 16;

/**
 * Little-endian values as float32. Every half and bfloat16 is a float32; a float64 becomes the
 * nearest, as where PyTorch loads it. float32 itself is not copied. Machines that run browsers are
 * little-endian.
 */
export function widen(bytes: ArrayBuffer, dtype: Float): Float32Array<ArrayBuffer> {
	switch (dtype) {
		case 'F64':
			return new Float32Array(new Float64Array(bytes));
		case 'F32':
			return new Float32Array(bytes);
		case 'F16':
			return wide(bytes, halfBits);
		case 'BF16':
			return wide(bytes, bfloatBits);
	}
}

/** Values of a view, row-major one after another. @param values from the view's first to its last */
export function gather(
	values: Float32Array<ArrayBuffer>,
	{ shape, strides }: Strided
): Float32Array<ArrayBuffer> {
	const out = new Float32Array(elements(shape));
	const at = shape.map(() => 0);
	let from = 0;
	for (let i = 0; i < out.length; i++) {
		out[i] = values[from] ?? 0;
		for (let axis = shape.length - 1; axis >= 0; axis--) {
			const stride = strides[axis] ?? 0;
			const next = (at[axis] ?? 0) + 1;
			from += stride;
			at[axis] = next;
			if (next < (shape[axis] ?? 0)) break;
			from -= stride * next;
			at[axis] = 0;
		}
	}
	return out;
}
