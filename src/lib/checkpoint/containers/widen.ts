/** Types of values that a network can be loaded from. */
export const FLOATS = ['F32', 'F16', 'BF16'] as const;
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

function wide(bytes: ArrayBuffer, bitsOf: (value: number) => number): Float32Array<ArrayBuffer> {
	const from = new Uint16Array(bytes);
	const bits = new Int32Array(from.length);
	for (let i = 0; i < from.length; i++) bits[i] = bitsOf(from[i] ?? 0);
	return new Float32Array(bits.buffer);
}

const bfloatBits = (value: number): number => value << 16;

/**
 * Little-endian values as float32, exactly: every half and bfloat16 is a float32. float32 itself is
 * not copied. Machines that run browsers are little-endian.
 */
export function widen(bytes: ArrayBuffer, dtype: Float): Float32Array<ArrayBuffer> {
	switch (dtype) {
		case 'F32':
			return new Float32Array(bytes);
		case 'F16':
			return wide(bytes, halfBits);
		case 'BF16':
			return wide(bytes, bfloatBits);
	}
}
