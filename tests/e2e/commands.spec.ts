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
