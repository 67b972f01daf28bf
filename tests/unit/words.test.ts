import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourcesIn } from '../sources.ts';

/** Words of this project's own for which the field has others; CONTRIBUTING.md has those. */
const FORMER = new Set([
	...['card', 'shelf', 'shelves', 'entrant', 'breath', 'surroundings', 'misfit', 'unrest', 'pace'],
	...['whilealive', 'ownmaking', 'lever', 'giveway', 'lanes', 'finisher']
]);

const files = ['src', 'scripts', 'tests']
	.flatMap(sourcesIn)
	.filter((name) => name !== 'tests/unit/words.test.ts');

/** Words of prose, and names together with the words they are put together from. */
const wordsIn = (line: string) =>
	(line.match(/[A-Za-z]+/g) ?? []).flatMap((name) => [
		name,
		...name.split(/(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])/)
	]);

const singular = (word: string) => word.toLowerCase().replace(/s$/, '');

test('no former word is left in code, tests or on screen', () => {
	expect(files.length).toBeGreaterThan(500);
	const found = files.flatMap((file) =>
		readFileSync(file, 'utf8')
			.split('\n')
			.flatMap((line, index) =>
				wordsIn(line)
					.filter((word) => FORMER.has(word.toLowerCase()) || FORMER.has(singular(word)))
					.map((word) => `${file}:${index + 1}: ${word}`)
			)
	);
	expect(found).toEqual([]);
});
