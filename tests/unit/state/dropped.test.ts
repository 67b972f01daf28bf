import { expect, test } from 'vitest';
import { dropped } from '../../../src/lib/state/dropped.svelte.ts';

test('what was dropped twice is told once, and no longer after it was dismissed', async () => {
	dropped.dismiss();
	for (const label of ['the theme', 'guesses', 'the theme']) dropped.tell(label);
	await Promise.resolve();
	expect(dropped.labels).toEqual(['the theme', 'guesses']);
	dropped.dismiss();
	expect(dropped.labels).toEqual([]);
});
