import { spawnSync } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/root.js';

/** How a command ends, and what it says on standard error. */
function run(script: string, args: readonly string[], env = {}, stdout: 'pipe' | number = 'pipe') {
	return spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
		cwd: root,
		encoding: 'utf8',
		env: { ...process.env, ...env },
		stdio: ['ignore', stdout, 'pipe']
	});
}

it.runIf(existsSync('/dev/full'))('fails, and says so, when its output cannot be written', () => {
	const full = openSync('/dev/full', 'w');
	const { status, stderr } = run('count', ['convnext_tiny'], {}, full);
	closeSync(full);
	expect(status).toBe(1);
	expect(stderr).toContain('The output could not be written');
});

it('ends with success when its reader has had enough', () => {
	const pipe = `node --import tsx scripts/count.ts --list; echo ended $? >&2`;
	const { stderr } = spawnSync('sh', ['-c', `(${pipe}) | true`], { cwd: root, encoding: 'utf8' });
	expect(stderr).toBe('ended 0\n');
});

it('says in a line, without a stack, that the browser it was given does not run', () => {
	const { status, stderr } = run('live', ['convnext_atto'], { CHROMIUM: '/nonexistent' });
	expect(status).toBe(1);
	expect(stderr.trim()).toBe('CHROMIUM is set to /nonexistent, which does not run.');
});

it('names the permitted backends, and ends with code 2, where one is unknown', () => {
	const { status, stderr } = run('bench-predict', ['nope']);
	expect(status).toBe(2);
	expect(stderr.trim()).toBe('bench:predict nope: permitted are webgpu, webgl, wasm, cpu');
});

it.runIf(process.platform === 'linux')(
	'says what would be installed where there is no browser, and installs nothing unasked',
	() => {
		const none = { CHROMIUM: '', PATH: '/nonexistent', PLAYWRIGHT_BROWSERS_PATH: '/nonexistent' };
		const { status, stderr } = run('live', ['convnext_atto'], none);
		expect(status).toBe(1);
		expect(stderr).toContain('No Chrome or Chromium was found.');
		expect(stderr).toContain('--install to install Playwright’s Chromium');
		expect(stderr).not.toMatch(/installing|^\s+at /m);
	}
);

it.each(['bench', 'count', 'screenshot'])(
	'%s says what it does when it is asked, and does nothing else',
	(script) => {
		const { status, stdout, stderr } = run(script, ['--help'], { CHROMIUM: '/nonexistent' });
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toMatch(/--\w+/);
	}
);
