import { rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readStamp } from './fingerprint.js';
import { runTool } from './process.js';
import { inRoot } from './root.js';
import { siteVersion } from './site-version.js';

// Inside the built folder, so that it can't outlive what it describes.
const STAMP = inRoot('build', '.built-from');

/**
 * Builds the site into build/.
 * @param {{ quiet?: boolean }} [options] quiet: say something only if it fails
 * @returns {boolean} whether it succeeded
 */
function build(options) {
	const sources = siteVersion();
	// A build that fails must not leave the last one to be measured and tested in its place.
	rmSync(inRoot('build'), { recursive: true, force: true });
	if (!runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], options)) return false;
	writeFileSync(STAMP, sources);
	return true;
}

/** Builds the site unless build/ already holds these very sources. */
export function ensureBuilt() {
	if (readStamp(STAMP) === siteVersion()) return;
	console.log('Building the site ...');
	if (!build({ quiet: true })) throw new Error('The site could not be built; Vite says why above.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build() ? 0 : 1;
