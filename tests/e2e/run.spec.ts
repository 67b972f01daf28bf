import { expect, test } from '@playwright/test';
import { field, openMore, openWorkspace, runPanel, setRun } from './workspace.ts';

test('a small network runs on WebGPU, and its layers’ times stand on the picture', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&depths=1,1,2,1&input=32');
	await setRun(page, { backend: 'webgpu', runs: '2' });
	await runPanel(page).run.click();
	await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
	await expect(page.getByText('Run the network to see where the time goes')).toHaveCount(0);

	await openMore(page);
	await runPanel(page).panel.getByText('Details').click();
	const report = runPanel(page)
		.panel.getByRole('table')
		.or(runPanel(page).panel.getByRole('definition'))
		.first();
	await expect(report).toBeVisible();
	await expect(runPanel(page).panel).toContainText('SwiftShader');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog', { name: 'Run report' })).toBeHidden();

	await page.getByRole('button', { name: 'Choose kernels anew' }).click();
	await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
	await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
});

test('a run is cancelled by its button and by an edit', async ({ page }) => {
	await test.step('a run is cancelled while it is under way, and the next one goes through', async () => {
		await openWorkspace(page, 'convnext_large');
		await setRun(page, { backend: 'wasm' });
		await runPanel(page).run.click();
		await runPanel(page).panel.getByRole('button', { name: 'Cancel' }).click();
		await expect(runPanel(page).run).toBeVisible();

		await page.goto('/#convnext_atto&input=32');
		await expect(field(page, 'input')).toHaveValue('32');
		await setRun(page, { runs: '2' });
		await runPanel(page).run.click();
		await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
	});

	await test.step('an edit during a run cancels it', async () => {
		await openWorkspace(page, 'convnext_large');
		await setRun(page, { backend: 'cpu' });
		await runPanel(page).run.click();
		await expect(runPanel(page).panel.getByRole('progressbar')).toBeVisible();
		await field(page, 'depth, stage 3').fill('3');
		await expect(runPanel(page).run).toBeVisible();
	});
});

test('what cannot be run says why, and an old result that it is old', async ({ page }) => {
	await test.step('an impossible design cannot be run, and the panel says why', async () => {
		await openWorkspace(page);
		await field(page, 'input').fill('16');
		await expect(runPanel(page).run).toBeDisabled();
		await expect(runPanel(page).panel).toContainText('cannot be computed');
	});

	await test.step('a number of runs that is none stops the run, and says what is permitted', async () => {
		await openWorkspace(page, 'convnext_atto&input=32');
		for (const runs of ['', '0', '1001', '1.5']) {
			const { panel, run } = runPanel(page);
			await panel.getByRole('button', { name: /runs?$/ }).click();
			await panel.getByLabel('runs', { exact: true }).fill(runs);
			await page.keyboard.press('Escape');
			await expect(run).toBeDisabled();
			await expect(panel).toContainText('runs: permitted are whole numbers from 1 to 1,000');
		}
		await runPanel(page)
			.panel.getByRole('button', { name: /runs?$/ })
			.click();
		await runPanel(page).panel.getByLabel('runs', { exact: true }).fill('2');
		await expect(runPanel(page).run).toBeEnabled();
		await page.keyboard.press('Escape');
	});

	await test.step('a result of an older design is marked as such', async () => {
		await openWorkspace(page, 'convnext_atto&input=32');
		await setRun(page, { runs: '2' });
		await runPanel(page).run.click();
		await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
		await field(page, 'classes').fill('10');
		await expect(runPanel(page).panel).toContainText('Measured before your last edit');
	});

	await test.step('what cannot fit is refused on every backend before memory is taken', async () => {
		const wide = 'convnext_tiny&widths=4096,4096,4096,4096&expansions=16,16,16,16';
		await openWorkspace(page, wide);
		const { panel, run } = runPanel(page);
		for (const name of ['webgpu', 'wasm', 'cpu']) {
			await setRun(page, { backend: name });
			await run.click();
			await expect(panel.getByRole('alert')).toContainText(/One weight tensor takes|needs about/);
			await expect(panel.getByRole('alert')).toContainText('Not even one image fits');
		}
		await openWorkspace(page, 'resnet18&batch=1024&input=512');
		await setRun(page, { backend: 'cpu' });
		await run.click();
		await expect(panel.getByRole('alert')).toContainText(/A batch of up to \d{2,} fits\./);
	});
});

test('what takes over a gigabyte runs when it is permitted, and not before', async ({ page }) => {
	await openWorkspace(page, 'convnext_xlarge&input=64');
	const { panel, run } = runPanel(page);
	await setRun(page, { backend: 'wasm' });
	await run.click();
	await expect(panel.getByRole('alert')).toContainText('The run needs about 1.4');
	await panel.getByRole('button', { name: 'Run all the same' }).click();
	await expect(panel.getByRole('alert')).toHaveCount(0);
	await expect(panel.getByRole('status').first()).toContainText(/weights/i);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(panel).toContainText('Cancelled');

	await run.click();
	await expect(panel.getByRole('alert')).toContainText('The run needs about');
	await field(page, 'classes').fill('10');
	await page.keyboard.press('Enter');
	await expect(panel.getByRole('alert')).toHaveCount(0);
});
