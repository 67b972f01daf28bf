import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dragged, stepped } from '../../../src/lib/kit/divider.ts';

const limits = { least: 200, most: 600 };
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

test('a divider follows the pointer on either side of what it controls', () => {
	expect(dragged(300, 40, 'right', limits)).toBe(340);
	expect(dragged(300, 40, 'left', limits)).toBe(260);
});

test('arrow keys move the divider itself, further with Shift, and Home and End go to the limits', () => {
	expect(stepped(key('ArrowRight'), 300, 'right', limits)).toBe(316);
	expect(stepped(key('ArrowRight'), 300, 'left', limits)).toBe(284);
	expect(stepped(key('ArrowLeft', true), 300, 'left', limits)).toBe(364);
	expect(stepped(key('Home'), 300, 'left', limits)).toBe(200);
	expect(stepped(key('End'), 300, 'right', limits)).toBe(600);
	expect(stepped(key('a'), 300, 'right', limits)).toBeNull();
});

test('whatever is dragged, it stays within its limits and is whole', () => {
	fc.assert(
		fc.property(fc.double({ noNaN: true, min: 0, max: 5000 }), fc.integer(), (width, by) => {
			const next = dragged(width, by, 'left', limits);
			expect(Number.isInteger(next) && next >= 200 && next <= 600).toBe(true);
		})
	);
});
