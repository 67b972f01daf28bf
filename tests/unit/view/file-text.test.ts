import { expect, test } from 'vitest';
import { fileText } from '../../../src/lib/view/file-text.ts';

test('a file gives its text, and a dropped folder a sentence that names it', async () => {
	expect(await fileText(new File(['{}'], 'x.json'))).toEqual({ text: '{}', problem: null });
	const folder = Object.assign(new File([], 'x.json'), {
		text: () => Promise.reject(new DOMException('', 'NotFoundError'))
	});
	expect((await fileText(folder)).problem).toContain('“x.json” cannot be read: it is a folder');
});
