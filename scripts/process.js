import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { inRoot, root } from './root.js';

/**
 * Runs a command in the project's folder, showing what it prints; a quiet one's only if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, shell?: boolean, timeout?: number, quiet?: boolean, stdio?: import('node:child_process').StdioOptions }} [options]
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
