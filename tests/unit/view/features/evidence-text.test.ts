import { expect, test } from 'vitest';
import { classTyped } from '../../../../src/lib/view/features/evidence-text.ts';

const names = ['tench', 'goldfish', 'great white shark'];

test('a class is typed by its number or its name', () => {
	expect(classTyped(' 2 ', names, 3)).toEqual({ found: 2 });
	expect(classTyped('Great_white shark', names, 3)).toEqual({ found: 2 });
	expect(classTyped('7', null, 10)).toEqual({ found: 7 });
});

test('what is no class is told with what is one', () => {
	expect(classTyped('3', names, 3)).toEqual({
		problem: 'There is no class “3”: classes are numbers from 0 to 2, and names.'
	});
	expect(classTyped('tench', null, 10)).toEqual({
		problem: 'There is no class “tench”: classes are numbers from 0 to 9.'
	});
});
