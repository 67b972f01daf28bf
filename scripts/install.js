import { existsSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fingerprint, readStamp } from './fingerprint.js';
import { run } from './process.js';
import { inRoot } from './root.js';

const STAMP = inRoot('node_modules', '.installed');
const OLDEST_NODE = [20, 19];

/** Installs the packages the lockfile names, unless that has been done. */
export function ensureInstalled() {
	checkNode();
	const wanted = `${fingerprint(['package.json', 'package-lock.json'])} ${process.platform} ${process.arch}`;
	if (readStamp(STAMP) === wanted) return;
	console.log('Installing packages (the first time takes a minute) ...');
	// `npm install` keeps what is there; `npm ci` starts from nothing, which mends a broken folder.
	const ways = existsSync(inRoot('node_modules')) ? ['install', 'ci'] : ['ci', 'install'];
	if (!ways.some(npm)) throw new Error('The packages could not be installed; npm says why above.');
	writeFileSync(STAMP, wanted);
}

/** @param {string} command */
function npm(command) {
	const args = [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
	const cli = process.env.npm_execpath;
	if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args]);
	return run('npm', args, { shell: process.platform === 'win32' });
}

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}.`);
}
