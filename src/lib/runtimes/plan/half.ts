/** float32 to half precision and back: IEEE 754, to the nearest, ties to even. */

const HALF = new Float32Array([0.5]);

/** Bits of the half that is nearest to a float32. */
export function toHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
	const all = new Uint32Array(values.buffer, values.byteOffset, values.length);
	const sum = new Float32Array(1);
	const sumBits = new Uint32Array(sum.buffer);
	const result = new Uint16Array(values.length);
	const [half = 0] = new Uint32Array(HALF.buffer);
	for (let i = 0; i < values.length; i++) {
		const bits = all[i] ?? 0;
		const sign = (bits >>> 16) & 0x8000;
		const size = bits & 0x7fffffff;
		if (size > 0x7f800000) result[i] = sign | 0x7e00;
		// From halfway between the largest half and the next power of two on.
		else if (size >= 0x477ff000) result[i] = sign | 0x7c00;
		else if (size >= 0x38800000)
			result[i] = sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
		else {
			// Below the smallest normal half all lie equally far apart, as float32 do above one half.
			sum[0] = Math.abs(values[i] ?? 0) + 0.5;
			result[i] = sign | ((sumBits[0] ?? 0) - half);
		}
	}
	return result;
}
