import { expect, test } from 'vitest';
import { failureOf, NOT_LOADED } from '../../../src/lib/errors/failure.ts';

test.each([
	'Failed to fetch dynamically imported module: https://here/chunk.js',
	'error loading dynamically imported module: https://here/chunk.js',
	'Importing a module script failed.',
	'NetworkError when attempting to fetch resource.',
	'Unable to preload CSS for /chunk.css'
])('“%s” is told as a part that did not come, without its address', (message) => {
	expect(failureOf(new TypeError(message))).toBe(NOT_LOADED);
});

test('what nobody foresaw keeps its own words', () => {
	expect(failureOf(new Error('odd'))).toMatchObject({
		code: 'unexpected',
		message: 'The run failed: odd'
	});
});
