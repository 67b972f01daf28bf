import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { launchOptions } from '../../scripts/browser.js';
import { openMore, openWorkspace, runPanel, setRun } from './workspace.ts';

const { args, ...options } = launchOptions();
const withoutWebGpu = args.filter((argument) => !argument.includes('webgpu'));
test.use({ launchOptions: { ...options, args: [...withoutWebGpu, '--disable-features=WebGPU'] } });

test('without WebGPU the choice says so, and another backend runs', async ({ page }) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel, backend, run } = runPanel(page);
	// How it is run is made when it is first opened.
	await setRun(page, {});
	await expect(backend.locator('option[value=webgpu]')).toBeDisabled();
	await expect(backend.locator('option[value=webgpu]')).toHaveAttribute('title', /no GPU/);
	await setRun(page, { runs: '2' });
	await run.click();
	await expect(panel).toContainText(/then .+ a pass/);
});

test('WebGPU that is asked for all the same is said not to be there, on the report too', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel, backend, run } = runPanel(page);
	// How it is run is made when it is first opened.
	await setRun(page, {});
	await expect(backend.locator('option[value=webgpu]')).toBeDisabled();
	// As the command line asks: a person cannot choose it.
	await backend.evaluate((element: HTMLSelectElement) => {
		element.value = 'webgpu';
		element.dispatchEvent(new Event('change', { bubbles: true }));
	});
	await setRun(page, { runs: '2' });
	await run.click();
	await expect(panel).toContainText('WebGPU was asked for, but the browser offers no GPU');
	await openMore(page);
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		panel.getByRole('button', { name: 'Download' }).click()
	]);
	expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({
		backend: 'wasm',
		fallback: { asked: 'webgpu', reason: 'the browser offers no GPU' }
	});
});
