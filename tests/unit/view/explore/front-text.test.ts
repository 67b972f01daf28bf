import { expect, test } from 'vitest';
import { DEFAULT_AXES } from '../../../../src/lib/explore/axes.ts';
import { tellFront } from '../../../../src/lib/view/explore/front-text.ts';

test('the front is told with how many designs are in view, and nothing of none', () => {
	expect(tellFront(DEFAULT_AXES, 1, 200)).toMatch(
		/^1 of the 200 designs in view is on the front: /
	);
	expect(tellFront(DEFAULT_AXES, 26, 1384)).toMatch(/^26 of the 1,384 designs in view are on/);
	expect(tellFront(DEFAULT_AXES, 0, 0)).toBe('No design is in view.');
});
