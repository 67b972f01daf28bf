import { expect, test } from 'vitest';
import { edgeScroll } from '../../../../src/lib/view/block-editor/edge-scroll.ts';

test('what is dragged scrolls towards the edge it is near, the faster the closer', () => {
	expect([150, 300, 452].map((at) => edgeScroll(at, 100, 500))).toEqual([0, 0, 0]);
	const [slow, fast, beyond] = [460, 490, 600].map((at) => edgeScroll(at, 100, 500));
	expect(slow).toBeGreaterThan(0);
	expect(fast).toBeGreaterThan(slow ?? 0);
	expect(beyond).toBe(14);
	expect(edgeScroll(140, 100, 500)).toBe(-(slow ?? 0));
	expect(edgeScroll(0, 100, 500)).toBe(-14);
});

test('between edges that leave no room nothing scrolls', () => {
	expect(edgeScroll(120, 100, 180)).toBe(0);
});
