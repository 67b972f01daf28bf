import { expect, test } from 'vitest';
import { repeatsKeys } from '../../../../src/lib/checkpoint/containers/repeated-keys.ts';

test('a key is told again however it is escaped, in its own object only', () => {
	expect(repeatsKeys('{"a":1,"b":{"a":2}}')).toBe(false);
	expect(repeatsKeys('{"a":1,"\\u0061":2}')).toBe(true);
	expect(repeatsKeys('{"\\\\":1,"\\"":2}')).toBe(false);
});

test('a key may be longer than any stack', () => {
	for (const character of ['a', '\\u0061']) {
		const long = character.repeat(15_000_000 / character.length);
		expect(repeatsKeys(`{"${long}":1}`)).toBe(false);
	}
});
