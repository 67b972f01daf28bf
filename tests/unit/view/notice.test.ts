import { expect, test } from 'vitest';
import { noticeOf } from '../../../src/lib/view/notice.ts';

test('a thousand problems are told in a list that can be read', () => {
	const problems = Array.from({ length: 1000 }, () => ({ field: 'a', message: 'it is wrong' }));
	const told = noticeOf('file', problems)?.problems ?? [];
	expect(told).toHaveLength(21);
	expect(told.at(-1)?.message).toBe('and 980 more');
	expect(noticeOf('file', problems.slice(0, 20))?.problems).toHaveLength(20);
});
