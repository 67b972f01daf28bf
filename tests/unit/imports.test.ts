import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { sourcesIn } from '../sources.ts';

/** Static and late imports of the project's own files, types as well. */
const IMPORT = /\b(?:from|import)\s*\(?\s*'((?:\.{1,2}|\$lib)\/[^']+)'/g;

const files = sourcesIn('src').filter((file) => /\.(ts|svelte)$/.test(file));
const known = new Set(files);

function importsOf(file: string): readonly string[] {
	const named = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) =>
		name.startsWith('$lib/')
			? name.replace('$lib/', 'src/lib/')
			: posix.join(posix.dirname(file), name)
	);
	return named.filter((name) => known.has(name));
}

/** A way back to where it began for every import that closes one. */
function circles(importsOf: (file: string) => readonly string[]): readonly string[] {
	const done = new Set<string>();
	const found: string[] = [];
	function visit(file: string, trail: readonly string[]): void {
		if (trail.includes(file)) {
			found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
			return;
		}
		if (done.has(file)) return;
		for (const next of importsOf(file)) visit(next, [...trail, file]);
		done.add(file);
	}
	for (const file of files) visit(file, []);
	return found;
}

test('no file imports itself by way of others, not even for a type', () => {
	expect(files.length).toBeGreaterThan(300);
	expect(files.flatMap(importsOf).length).toBeGreaterThan(1000);
	expect(circles(importsOf)).toEqual([]);
});
