import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `npm run -s live` prints for these arguments. */
async function live(...asked: readonly string[]): Promise<string> {
	const { stdout } = await run(process.execPath, ['scripts/command.js', 'live', ...asked]);
	return stdout;
}

test('the command line runs a network as the page does, with a file of weights too', async () => {
	const settings = ['--backend', 'wasm', '--runs', '2', '--json'];
	const plain: unknown = JSON.parse(await live('test_convnext', '--classes', '10', ...settings));
	expect(plain).toMatchObject({ backend: 'wasm', fromFile: false, runs: { done: 2 } });
	const file = 'tests/golden/checkpoints/timm_convnext_f32.safetensors';
	const read: unknown = JSON.parse(await live('--weights', file, ...settings));
	expect(read).toMatchObject({ backend: 'wasm', fromFile: true, runs: { done: 2 } });
});

test('a run that is too large ends with a line that says so, and no stack', async () => {
	const large = [
		'resnet18',
		'--input',
		'512',
		'--batch',
		'1024',
		'--backend',
		'cpu',
		'--runs',
		'1'
	];
	const failed: unknown = await live(...large).catch((error: unknown) => error);
	expect(failed).toMatchObject({
		code: 1,
		stderr: expect.stringMatching(/batch of up to \d+ fits/)
	});
	expect(failed).not.toMatchObject({ stderr: expect.stringMatching(/^\s+at /m) });
});
