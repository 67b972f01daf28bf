import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { sourcesIn } from '../sources.ts';

const tests = sourcesIn('tests/unit').map((file) => file.replace('tests/unit/', ''));

/** The folder whose code a test is about; tests at the top are about the whole project. */
function folderOf(file: string): string {
	const folder = posix.dirname(file);
	return folder === '.' || folder.startsWith('scripts') ? folder : `src/lib/${folder}`;
}

test('every unit test lies where the code lies that it is about', () => {
	expect(tests.length).toBeGreaterThan(50);
	expect(tests.filter((file) => !existsSync(folderOf(file)))).toEqual([]);
});
