import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { inRoot, root } from './root.js';

/**
 * A hash over the names and contents of files, and of all files in folders.
 * Contents, because a checkout or a copy gives old files new times.
 * @param {string[]} paths relative to the project
 */
export function fingerprint(paths) {
	const hash = createHash('sha256');
	for (const file of paths.flatMap((path) => filesIn(inRoot(path)))) {
		hash
			.update(`${relative(root, file)}\0`)
			.update(readFileSync(file))
			.update('\0');
	}
	return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
	if (!existsSync(path)) return [];
	if (statSync(path).isFile()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesIn(`${path}/${name}`));
}

/**
 * @param {string} file
 * @returns {string | undefined} what it says, if it exists
 */
export function readStamp(file) {
	return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
