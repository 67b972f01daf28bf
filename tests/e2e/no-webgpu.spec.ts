import { expect, test } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.js';
import { openWorkspace, runPanel } from './workspace.ts';

const { args, ...options } = launchOptions();
const withoutWebGpu = args.filter((argument) => !argument.includes('webgpu'));
test.use({ launchOptions: { ...options, args: [...withoutWebGpu, '--disable-features=WebGPU'] } });

test('without WebGPU the choice says so, and another backend runs', async ({ page }) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel, backend, runs, run } = runPanel(page);
	await expect(backend.locator('option[value=webgpu]')).toBeDisabled();
	await expect(backend.locator('option[value=webgpu]')).toHaveAttribute('title', /no GPU/);
	await runs.fill('2');
	await run.click();
	await expect(panel).toContainText(/then .+ a pass/, { timeout: 60_000 });
});
