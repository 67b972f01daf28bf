import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widen } from '../../../../src/lib/checkpoint/containers/widen.ts';

const pattern = (bits: number) => widen(new Uint16Array([bits]).buffer, 'F16')[0] ?? 0;

/** The value of a half by its definition. */
function half(bits: number): number {
	const sign = bits & 0x8000 ? -1 : 1;
	const exponent = (bits >> 10) & 31;
	const fraction = (bits & 1023) / 1024;
	if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
	return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15);
}

test('every half widens to the value that its bits define', () => {
	for (let bits = 0; bits < 2 ** 16; bits++)
		if (!Object.is(pattern(bits), half(bits))) throw new Error(`0x${bits.toString(16)}`);
	expect(pattern(0x3555)).toBeCloseTo(1 / 3, 3);
});

test('bfloat16 is the upper half of a float32', () => {
	fc.assert(
		fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
			const upper = new Uint16Array(new Float32Array([value]).buffer)[1] ?? 0;
			const [wide = NaN] = widen(new Uint16Array([upper]).buffer, 'BF16');
			expect(Math.abs(wide - value)).toBeLessThanOrEqual(Math.abs(value) / 128 + 2 ** -133);
		})
	);
});

test('float32 is taken as it is, without a copy', () => {
	const { buffer } = new Float32Array([1, -2.5]);
	expect(widen(buffer, 'F32').buffer).toBe(buffer);
});
