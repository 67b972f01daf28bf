import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shown } from '../../../src/lib/json/problems.ts';

test('a value is shown as JSON has it, up to 40 characters', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			// JSON.stringify escapes half characters, so a cut may only take more away.
			const start = JSON.stringify(value).slice(0, 40);
			expect(start.startsWith(shown(value))).toBe(true);
			expect(shown(value).length).toBeGreaterThanOrEqual(start.length - 1);
		})
	);
	expect(shown(undefined)).toBe('nothing');
});
