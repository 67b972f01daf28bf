import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	LONGEST_QUESTION,
	printPlace,
	readPlace,
	START
} from '../../../src/lib/share/roadmap-link.ts';

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
