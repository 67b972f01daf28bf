import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SPACE_FILE } from '../../../src/lib/share/space-file.ts';
import { readSpaceFile } from '../../../src/lib/share/space-file-reader.ts';
import { hostileJson, hostileText } from '../../hostile-json.ts';

const fileWith = (changes: object) =>
	JSON.stringify({ ...SPACE_FILE, link: 'resnet50', ...changes });
const messages = (text: string) => readSpaceFile(text).problems.map(({ message }) => message);

test('what is not permitted is named with what is', () => {
	expect(readSpaceFile(fileWith({})).problems).toEqual([]);
	expect(messages(fileWith({ version: 2 }))).toEqual(['version: expected 1, and found 2']);
	expect(messages(fileWith({ link: undefined }))).toEqual([
		'link: expected the link of a set, and found nothing'
	]);
	expect(messages(fileWith({ what: { toString: 1 } }))[0]).toContain('open it in the workspace');
});

test('whatever stands in a file or in a part of it, there is a set or a reason', () => {
	fc.assert(
		fc.property(fc.constantFrom('app', 'what', 'version', 'link'), hostileJson(), (key, value) => {
			const { space, problems } = readSpaceFile(fileWith({ [key]: value }));
			if (!space) expect(problems).not.toEqual([]);
		})
	);
	fc.assert(fc.property(hostileText(), (text) => void expect(messages(text)).not.toEqual([])));
});
