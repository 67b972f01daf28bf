import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import { inRoot, root } from './root.js';

/** @typedef {{ env?: Record<string, string>, timeout?: number }} Options */

/**
 * Runs a command in the project's folder, showing what it prints; a quiet one's only if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {Options & { shell?: boolean, quiet?: boolean, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {boolean} whether it succeeded
 */
export function run(command, args, { env = {}, quiet = false, ...options } = {}) {
	const { status, error, stdout, stderr } = spawnSync(command, args, {
		cwd: root,
		stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
		env: { ...process.env, ...env },
		...options
	});
	if (error) console.error(`${command}: ${error.message}`);
	if (quiet && status !== 0) console.error(`${stdout ?? ''}${stderr ?? ''}`);
	return status === 0;
}

/**
 * Runs an installed package's command with this Node, so that no shell or PATH is in the way.
 * @param {string} script the command's file inside node_modules
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runTool(script, args, options) {
	return run(process.execPath, [inRoot('node_modules', script), ...args], options);
}

/**
 * Runs one of Node's scripts while others run.
 * @param {string} script the file, relative to the project
 * @param {string[]} args
 * @param {Options & { hear?: (text: string) => void }} [options] hear: is given what it prints as
 *   it comes, instead of the terminal
 * @returns {Promise<boolean>} whether it succeeded
 */
export function runBeside(script, args, { env = {}, hear, ...options } = {}) {
	const child = spawn(process.execPath, [inRoot(script), ...args], {
		cwd: root,
		stdio: hear ? ['ignore', 'pipe', 'pipe'] : 'inherit',
		env: { ...process.env, ...env },
		...options
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text) => hear?.(text));
	}
	return new Promise((resolve) => {
		child.on('error', (error) => {
			console.error(`${script}: ${error.message}`);
			resolve(false);
		});
		child.on('close', (code) => resolve(code === 0));
	});
}
