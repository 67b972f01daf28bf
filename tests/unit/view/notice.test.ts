import { expect, test } from 'vitest';
import { listed } from '../../../src/lib/view/notice.ts';

test('a thousand problems are told in a list that can be read', () => {
	const problems = Array.from({ length: 1000 }, (_, i) => `it is wrong at ${i}`);
	const told = listed(problems);
	expect(told).toHaveLength(21);
	expect(told.at(-1)).toBe('and 980 more');
	expect(listed(problems.slice(0, 20))).toEqual(problems.slice(0, 20));
});
