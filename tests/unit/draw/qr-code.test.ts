import { expect, test } from 'vitest';
import { qrCodeOf, qrSvg } from '../../../src/lib/draw/qr-code.ts';

const squaresOf = (path: string) => path.match(/M\d+ \d+h1v1h-1z/g) ?? [];

test('a short link is a code of few squares, with the quiet zone that readers ask for', () => {
	const code = qrCodeOf('https://example.org/#convnext_tiny');
	// Version 3 of the standard has 29 modules a side.
	expect(code?.size).toBe(29 + 8);
	const squares = squaresOf(code?.path ?? '');
	expect(squares.join('')).toBe(code?.path);
	// The first finder pattern's upper edge: seven dark modules, a light one after.
	for (let x = 4; x < 11; x++) expect(squares).toContain(`M${x} 4h1v1h-1z`);
	expect(squares).not.toContain('M11 4h1v1h-1z');
	expect(squares.some((square) => / [0-3]h/.test(square))).toBe(false);
	expect(code && qrSvg(code)).toContain('viewBox="0 0 37 37"');
});

test('a link that no camera would read has none', () => {
	expect(qrCodeOf(`https://example.org/#${'a'.repeat(900)}`)).not.toBeNull();
	expect(qrCodeOf(`https://example.org/#${'a'.repeat(1100)}`)).toBeNull();
});
