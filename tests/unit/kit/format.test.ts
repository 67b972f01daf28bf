import fc from 'fast-check';
import { expect, it } from 'vitest';
import { difference, exact, milliseconds, percent, si } from '../../../src/lib/kit/format.ts';

it('shortens numbers with SI prefixes', () => {
	expect([0, 7, 1000, 28589128].map((value) => si(value))).toEqual(['0', '7', '1.00 k', '28.6 M']);
	expect(si(4455531264, 4)).toBe('4.456 G');
	expect([59050, 999_999, -1234].map((value) => si(value))).toEqual([
		'59.1 k',
		'1.00 M',
		'−1.23 k'
	]);
	expect(si(Infinity)).toBe('Infinity');
});

it('shows every digit where asked', () => {
	expect(exact(28589128)).toBe('28,589,128');
	const inEnglish = new Intl.NumberFormat('en-US');
	fc.assert(
		fc.property(fc.maxSafeInteger(), fc.integer(), (whole, eighths) => {
			expect(exact(whole)).toBe(inEnglish.format(whole));
			expect(exact(eighths / 8)).toBe(inEnglish.format(eighths / 8));
		})
	);
	expect([1e30, -Infinity].map(exact)).toEqual([1e30, -Infinity].map(inEnglish.format));
});

it('signs differences and never rounds one away', () => {
	expect(difference(101.1, 100)).toBe('+1.1%');
	expect(difference(99.2, 100)).toBe('−0.8%');
	expect(difference(100, 100)).toBe('±0%');
	expect(difference(100.001, 100)).toBe('+<0.1%');
	expect(difference(1250, 100)).toBe('× 12.5');
});

it('prints shares and times in units that fit', () => {
	expect([0, 0.0005, 0.05, 0.49].map(percent)).toEqual(['0%', '<0.1%', '5.0%', '49%']);
	expect([0.85, 12.345, 1882].map(milliseconds)).toEqual(['850 µs', '12.3 ms', '1.88 s']);
});
