import { existsSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fingerprint, readStamp } from './fingerprint.js';
import { run } from './process.js';
import { inRoot } from './root.js';

const STAMP = inRoot('node_modules', '.installed');
const OLDEST_NODE = [20, 19];

/**
 * Installs the packages the lockfile names, unless that has been done. Tools that are there stay.
 * @param {{ tools: boolean }} wanted tools: what tests, benchmarks and commands need as well, which
 *   is several times what the app itself does
 * @throws {Error} if Node is too old or npm fails
 */
export function ensureInstalled({ tools }) {
	checkNode();
	const withTools = tools || existsSync(inRoot('node_modules', 'vitest'));
	const wanted = [
		fingerprint(['package.json', 'package-lock.json']),
		process.platform,
		process.arch,
		withTools ? 'with tools' : 'without tools'
	].join(' ');
	if (readStamp(STAMP) === wanted) return;
	// Standard output is the command's own, which may be read by a program.
	console.error('Installing packages (the first time takes a minute) ...');
	// `npm install` keeps what is there; `npm ci` starts from nothing, which mends a broken folder.
	const commands = existsSync(inRoot('node_modules')) ? ['install', 'ci'] : ['ci', 'install'];
	if (!commands.some((command) => npm(command, withTools))) {
		throw new Error('The packages could not be installed; npm says why above.');
	}
	writeFileSync(STAMP, wanted);
}

/**
 * @param {string} command
 * @param {boolean} withTools
 */
function npm(command, withTools) {
	const kinds = withTools ? '--include=dev' : '--omit=dev';
	const args = [command, kinds, '--no-audit', '--no-fund', '--loglevel=error'];
	/** @type {Parameters<typeof run>[2]} */
	const options = { stdio: ['ignore', 2, 2] };
	const cli = process.env.npm_execpath;
	if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options);
	return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}.`);
}
