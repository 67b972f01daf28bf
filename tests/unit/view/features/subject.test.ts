import { expect, test } from 'vitest';
import { numbersOf, type Subject } from '../../../../src/lib/view/features/subject.ts';

const subject = (more: Partial<Subject> = {}): Subject => ({
	...{ net: { kind: 'relu' }, input: [8, 8, 3], backend: 'cpu', kernels: 'ours', design: 'a' },
	...more
});

const picture = (name: string): NonNullable<Subject['image']> => ({
	...{ file: new Blob(), name },
	preprocessing: {
		...{ crop: 1, interpolation: 'bilinear', mean: [0, 0, 0], std: [1, 1, 1] }
	}
});

test('another picture has a number of its own under the number of its network', () => {
	const first = subject();
	const numbers = numbersOf(first);
	expect(numbersOf({ ...first })).toEqual(numbers);
	const other = numbersOf({ ...first, image: picture('a') });
	expect(other.subject).toBe(numbers.subject);
	expect(other.picture).not.toBe(numbers.picture);
	// Back to the first, it is prepared again, and still not built.
	const back = numbersOf(first);
	expect(back.subject).toBe(numbers.subject);
	expect([numbers.picture, other.picture]).not.toContain(back.picture);
});

test('another network, other weights, another back end or other kernels have another number', () => {
	const first = subject();
	const numbers = [
		numbersOf(first),
		numbersOf(subject()),
		numbersOf({ ...first, backend: 'wasm' }),
		numbersOf({ ...first, kernels: 'stock' }),
		numbersOf(first)
	].map((one) => one.subject);
	expect(new Set(numbers).size).toBe(5);
});
