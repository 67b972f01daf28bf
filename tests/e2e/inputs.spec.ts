import { expect, test } from '@playwright/test';
import { field, metric, openWorkspace, runPanel, setRun } from './workspace.ts';

test('networks are counted for an image of 800 × 1280', async ({ page }) => {
	for (const [preset, params, macs] of [
		['convnext_tiny', '28,589,128', '90,914,304,000'],
		['swin_tiny_patch4_window7_224', '28,288,354', '95,564,018,688'],
		['resnet50', '25,557,032', '83,412,992,000']
	] as const)
		await test.step(preset, async () => {
			await openWorkspace(page, preset);
			await expect(metric(page, 'Params', params)).toBeVisible();
			await field(page, 'input').fill('800x1280');
			await expect(metric(page, 'MACs', macs)).toBeVisible();
			await expect(metric(page, 'Params', params)).toBeVisible();
			await expect(page).toHaveURL(new RegExp(`#${preset}&input=800x1280$`));

			// The caret stands in the width: it alone is stepped.
			await field(page, 'input').blur();
			await expect(field(page, 'input')).toHaveValue('800 × 1280');
			await field(page, 'input').press('End');
			await field(page, 'input').press('ArrowUp');
			await expect(field(page, 'input')).toHaveValue('800 × 1312');
			await page.keyboard.press('Control+z');
			await expect(field(page, 'input')).toHaveValue('800 × 1280');
		});
});

test('a ResNet-18 of one channel and ten classes runs on a small image', async ({ page }) => {
	await openWorkspace(page, 'resnet18&input=32');
	await field(page, 'input channels').fill('1');
	await field(page, 'classes').fill('10');
	await setRun(page, { backend: 'wasm', runs: '2' });
	await runPanel(page).run.click();
	await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
	await expect(runPanel(page).panel).toContainText('32 px, 1 channel');
});

test('a backbone without a classifier stands in a comparison, and its run tells of features', async ({
	page
}) => {
	await page.goto('/compare/#resnet18;resnet18&classes=0');
	await page.locator('[data-ready=true]').waitFor();
	const table = page.getByRole('region', { name: 'Metrics of the designs' });
	await expect(table.getByRole('button', { name: 'exactly 11,176,512; copy' })).toBeVisible();

	await openWorkspace(page, 'resnet18&input=32&classes=0');
	await setRun(page, { backend: 'wasm', runs: '2' });
	await runPanel(page).run.click();
	await expect(runPanel(page).panel).toContainText('512 features, no classes');
});
