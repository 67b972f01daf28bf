import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE } from '../../../scripts/chunks.js';

const files = [
	...readdirSync('src/lib', { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => `${parentPath}/${name}`),
	...readdirSync('node_modules').map((name) => `node_modules/${name}/`)
];

/** Where the group that opens at a place closes. */
function closing(pattern: string, open: number): number {
	let depth = 0;
	for (let at = open; at < pattern.length; at++) {
		if (pattern[at] === '(') depth++;
		if (pattern[at] === ')' && --depth === 0) return at;
	}
	throw new Error(`A group of ${pattern} is not closed.`);
}

/** The alternatives of a group; those within its own groups stay together. */
function alternativesOf(group: string): readonly string[] {
	const found = [''];
	let depth = 0;
	for (const letter of group) {
		depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
		if (letter === '|' && depth === 0) found.push('');
		else found.push(`${found.pop() ?? ''}${letter}`);
	}
	return found;
}

/** A pattern with one alternative of each group; what must not follow is one that must. */
function expanded(pattern: string): readonly string[] {
	const open = pattern.indexOf('(');
	if (open < 0) return [pattern];
	const close = closing(pattern, open);
	const [before, inside, after] = [
		pattern.slice(0, open),
		pattern.slice(open + 1, close),
		pattern.slice(close + 1)
	];
	const without = inside.startsWith('?!');
	return [
		...alternativesOf(without ? inside.slice(2) : inside).flatMap((each) =>
			expanded(before + each + (without ? '' : after))
		),
		...(without ? expanded(before + after) : [])
	];
}

describe('what pages take at once', () => {
	it.each(Object.entries(AT_ONCE))('names only what is there: %s', (_, places) => {
		const alternatives = places.flatMap(expanded);
		expect(alternatives.length).toBeGreaterThan(places.length);
		expect(
			alternatives.filter((pattern) => !files.some((file) => new RegExp(pattern).test(file)))
		).toEqual([]);
	});
});
