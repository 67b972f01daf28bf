import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widen } from '../../../../src/lib/checkpoint/containers/widen.ts';
import { toHalves } from '../../../../src/lib/runtimes/plan/half.ts';
import { inSteps } from '../../../../src/lib/runtimes/plan/steps.ts';
import { nearestHalves } from '../../../kept.ts';

/** What NumPy makes of float32 by `astype(float16)`, as bits. */
const FROM_NUMPY: readonly (readonly [value: number, bits: number])[] = [
	[0, 0],
	[-0, 32768],
	[1, 15360],
	[0.1, 11878],
	[-2.7182817459106445, 49520],
	[65504, 31743],
	[65519.99609375, 31743],
	[65520, 31744],
	[1e9, 31744],
	[6.103515625e-5, 1024],
	[6.1e-5, 1023],
	[5.960464477539063e-8, 1],
	[2 ** -25, 0],
	[2.980232594040899e-8, 1],
	[1e-9, 0],
	[2049, 26624],
	[2051, 26626],
	[0.333251953125, 13653],
	[Infinity, 31744]
];

test('float32 becomes the half that NumPy makes of it', () => {
	expect([...toHalves(Float32Array.from(FROM_NUMPY, ([value]) => value))]).toEqual(
		FROM_NUMPY.map(([, bits]) => bits)
	);
	expect((toHalves(Float32Array.of(NaN))[0] ?? 0) & 0x7fff).toBeGreaterThan(0x7c00);
});

test('every half is itself, and any number becomes the nearest one', () => {
	const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
	const values = widen(all.slice().buffer, 'F16');
	const numbers = all.filter((_, at) => !Number.isNaN(values[at]));
	expect(toHalves(values.filter((value) => !Number.isNaN(value)))).toEqual(numbers);

	const any = fc.float({ min: -65504, max: 65504, noNaN: true });
	fc.assert(
		fc.property(fc.array(any), (list) => {
			const halves = widen(toHalves(Float32Array.from(list)).buffer, 'F16');
			expect(Float64Array.from(halves)).toEqual(nearestHalves(list));
		})
	);
});

test('steps are the nearest 255 of each column about zero, and keep its largest value as it is', () => {
	const any = fc.float({ noNaN: true, min: -(2 ** 99), max: 2 ** 99 });
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 5 }), fc.array(any), (columns, list) => {
			const values = Float32Array.from(list.slice(0, list.length - (list.length % columns)));
			const { counts, largest } = inSteps(values, columns);
			counts.forEach((count, at) => {
				const most = largest[at % columns] ?? 0;
				expect(Math.abs(count)).toBeLessThanOrEqual(127);
				const off = Math.abs((count * most) / 127 - (values[at] ?? NaN));
				expect(off).toBeLessThanOrEqual(((1 + 1e-6) * most) / 254);
				if (Math.abs(values[at] ?? 0) === most && most > 0) expect(Math.abs(count)).toBe(127);
			});
		})
	);
	expect([...inSteps(Float32Array.of(0, 1, 0, -2), 2).counts]).toEqual([0, 64, 0, -127]);
});
