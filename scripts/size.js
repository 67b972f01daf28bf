import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inRoot } from './root.js';

/** What a page may make the browser load before it can be used, in bytes of gzipped JavaScript. */
export const BUDGET = 150_000;

/**
 * The JavaScript a built page loads at once: what its HTML names, and what that imports statically.
 * Chunks behind a dynamic import and the worker come later and are not in it.
 * @param {string} [page] path inside build/
 * @returns {{ files: { file: string, gzip: number }[], gzip: number }}
 */
export function firstLoad(page = 'index.html') {
	const build = inRoot('build');
	/** @type {Map<string, number>} */
	const sizes = new Map();
	const pending = named(join(build, page));
	for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
		if (sizes.has(file)) continue;
		const code = readFileSync(file);
		sizes.set(file, gzipSync(code).length);
		pending.push(...imported(file, code.toString()));
	}
	const files = [...sizes].map(([file, gzip]) => ({ file: relative(build, file), gzip }));
	files.sort((a, b) => b.gzip - a.gzip);
	return { files, gzip: files.reduce((sum, { gzip }) => sum + gzip, 0) };
}

/** @param {string} page */
function named(page) {
	const html = readFileSync(page, 'utf8');
	return [...html.matchAll(/["']([^"']+\.js)["']/g)].map(([, name = '']) =>
		join(dirname(page), name)
	);
}

/**
 * @param {string} file
 * @param {string} code
 */
function imported(file, code) {
	const statements = code.matchAll(/\b(?:import|from)\s*["'](\.{1,2}\/[^"']+\.js)["']/g);
	return [...statements].map(([, name = '']) => join(dirname(file), name));
}

/**
 * The pages of the built site, as paths inside build/.
 * @returns {string[]}
 */
function pages() {
	const names = readdirSync(inRoot('build'), { recursive: true, encoding: 'utf8' });
	return names.filter((name) => basename(name) === 'index.html').sort();
}

/**
 * Says what the first load of every page weighs against its budget.
 * @returns {boolean} whether all keep to it
 */
export function reportFirstLoad() {
	const kept = pages().map((page) => {
		const { files, gzip } = firstLoad(page);
		for (const file of files) console.log(`${kilobytes(file.gzip).padStart(9)}  ${file.file}`);
		const keeps = gzip > 0 && gzip < BUDGET;
		console.log(
			`First load of ${page}: ${kilobytes(gzip)} of JavaScript (gzip), budget ${kilobytes(BUDGET)}: ` +
				(keeps ? 'kept' : 'NOT kept')
		);
		return keeps;
	});
	return kept.length > 0 && kept.every(Boolean);
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	process.exitCode = reportFirstLoad() ? 0 : 1;
}
