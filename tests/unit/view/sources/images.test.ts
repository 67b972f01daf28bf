import { expect, test } from 'vitest';
import { imagesIn, withPath } from '../../../../src/lib/view/sources/images.ts';

test('images of a folder come in the order of their numbers, and nothing else with them', () => {
	const file = (name: string, type: string) => withPath(new File([], name, { type }));
	const files = [
		file('10.png', 'image/png'),
		file('notes.txt', 'text/plain'),
		file('9.jpg', 'image/jpeg')
	];
	expect(imagesIn(files).map(({ path }) => path)).toEqual(['9.jpg', '10.png']);
});
