import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, wellFormed } from '../../../src/lib/json/text.ts';

test('a text is cut before a character that would be halved', () => {
	expect(cut('a😀b', 4)).toBe('a😀b');
	expect(cut('a😀b', 3)).toBe('a😀');
	expect(cut('a😀b', 2)).toBe('a');
});

test('a well-formed text is left as it is, and any other can be put into an address', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(wellFormed(text)).toBe(text);
		})
	);
	const units = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));
	fc.assert(
		fc.property(units, (text) => {
			expect(decodeURIComponent(encodeURIComponent(wellFormed(text)))).toHaveLength(text.length);
		})
	);
});
