import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_QUESTION } from '../../../src/lib/share/lesson.ts';
import { printPlace, readPlace, START } from '../../../src/lib/share/roadmap-link.ts';

test('a question that is cut in the middle of a character is still a question with a link', () => {
	const asked = `${'a'.repeat(LONGEST_QUESTION - 1)}😀`;
	const { place } = readPlace(`resnet50/gelu&ask=${encodeURIComponent(asked)}`);
	expect(place.question).toBe('a'.repeat(LONGEST_QUESTION - 1));
	expect(readPlace(printPlace(place)).place).toEqual(place);
});

test('whatever is asked, its link can be printed and is read again', () => {
	const units = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));
	fc.assert(
		fc.property(units, (question) => {
			const printed = printPlace({ ...START, question });
			expect(readPlace(printed).problems).toEqual([]);
			expect(printPlace(readPlace(printed).place)).toBe(printed);
		})
	);
});

test.each([
	['resnet50/gelu&ask=a&ask=b', 'ask: set more than once; the last one counts'],
	['resnet50/gelu/more', '“more” after the step is not permitted'],
	['resnet50/gelu&predict=no', 'predict: “no” is not permitted; permitted: predict alone'],
	[
		`resnet50/gelu&ask=${'a'.repeat(LONGEST_QUESTION + 1)}`,
		'the question has 501 characters; permitted: up to 500; it was cut'
	]
])('what cannot be used of %s is told', (link, message) => {
	expect(readPlace(link).problems).toEqual([message]);
});

test('half a character in a question becomes a mark of one, so that its link brings it back', () => {
	const { place } = readPlace('resnet50/gelu&ask=\ud800a');
	expect(place.question).toBe('\ufffda');
	expect(readPlace(printPlace(place)).place).toEqual(place);
});

test('a question of nothing but spaces is none', () => {
	expect(readPlace('resnet50/gelu&ask=%20%0A').place.question).toBe('');
	const late = `${'%20'.repeat(LONGEST_QUESTION)}why`;
	expect(readPlace(`resnet50/gelu&ask=${late}`).place.question).toBe('');
	expect(printPlace({ ...START, question: ' ' })).toBe(printPlace(START));
});
