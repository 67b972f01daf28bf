import { expect, test } from 'vitest';
import { unableToName } from '../../../../src/lib/view/camera/unable.ts';

test('a network names what a camera shows if it can be computed, takes pictures and has classes', () => {
	const unable = (channels: number, design: string, valid = true) =>
		unableToName({ input: [32, 32, channels] }, design, valid);
	expect(unable(3, 'convnext_atto')).toBeNull();
	expect(unable(1, 'convnext_atto&channels=1')).toBeNull();
	expect(unable(4, 'convnext_atto&channels=4')).toContain('this network takes 4');
	expect(unable(3, 'convnext_atto&classes=0')).toContain('no classifier');
	expect(unable(3, 'convnext_atto', false)).toContain('cannot be computed');
});
