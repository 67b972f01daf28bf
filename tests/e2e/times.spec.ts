import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { findings } from './axe.ts';
import { field, openMore, openTools, openWorkspace, runPanel, setRun } from './workspace.ts';

/** Runs a small network and waits for its result. */
async function run(page: Page, backend: string, runs = '3'): Promise<void> {
	await setRun(page, { backend, runs });
	await runPanel(page).run.click();
	await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
}

/** The report that the panel’s Download button gives. */
async function downloaded(page: Page): Promise<string> {
	await openMore(page);
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Download' }).click()
	]);
	await page.keyboard.press('Escape');
	return readFileSync(await file.path(), 'utf8');
}

test('a run on the GPU says where its time went, and the device’s own peaks make a roof over it', async ({
	page
}) => {
	await test.step('a run on the GPU says where its time went, by kind, by layer and by call', async () => {
		await openWorkspace(page, 'convnext_atto&depths=1,1,2,1&input=32');
		await run(page, 'webgpu', '2');
		await page.getByRole('button', { name: 'Where the time goes' }).click();
		const dialog = page.getByRole('dialog', { name: 'Where the time goes' });
		await expect(dialog.getByRole('row', { name: /^depthwise × 5/ })).toContainText(/%.+%/);
		await expect(dialog).toContainText('GPU timestamps around every dispatch');
		await expect(dialog).toContainText('in one submission');
		expect(await findings(page)).toEqual([]);
		await page.keyboard.press('Escape');

		await page.getByRole('tab', { name: 'All layers' }).click();
		await expect(page.getByRole('columnheader', { name: 'GFLOP/s' })).toBeVisible();
		await page.getByRole('button', { name: 'stages.0.blocks.0.conv_dw', exact: true }).click();
		const inspector = page.getByRole('region', { name: 'Selected part' });
		await expect(inspector.getByText('Measured here')).toBeVisible();
		await expect(inspector).toContainText(/depthwise\d+/);
	});

	await test.step('the device’s own peaks make a roof, with the last run under it', async () => {
		await page.getByRole('tab', { name: 'Roofline' }).click();
		await page.getByRole('button', { name: 'Measure this device' }).click();
		const device = page.getByRole('tabpanel').getByLabel('device');
		await expect(device.locator('option:checked')).toHaveText(/^This device, measured \(WebGPU/);
		await expect(page.getByText('Only fp32 was measured')).toBeVisible();
		await expect(page.getByText('Small rings')).toBeVisible();
		expect(await page.locator('circle.reached').count()).toBeGreaterThan(10);
		expect(await findings(page)).toEqual([]);
	});
});

test('a report is opened again, compared with another, and brings design and settings back', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	await run(page, 'wasm', '6');
	const text = await downloaded(page);
	await openWorkspace(page, 'resnet18&input=32');
	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	await run(page, 'cpu', '5');

	await openTools(page);
	await page.getByRole('button', { name: 'Run reports' }).click();
	const dialog = page.getByRole('dialog', { name: 'Run reports' });
	const choose = (name: string, content: string) =>
		dialog
			.getByLabel('Open a report')
			.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
	await choose('broken.json', text.replace('"batch": 1', '"batch": "one"'));
	await expect(dialog.getByRole('alert')).toContainText(
		'batch: expected a whole number of 1 or more, and found "one"'
	);
	await choose('run.json', text);
	await expect(dialog.getByRole('alert')).toHaveCount(0);
	await expect(dialog).toContainText(/B is (slower|faster) than A|No difference in time/);
	await expect(dialog.getByRole('row', { name: /^backend/ })).toContainText('WebAssembly');
	await expect(dialog.getByRole('row', { name: /^median pass/ })).toBeVisible();
	expect(await findings(page)).toEqual([]);

	await dialog.getByRole('button', { name: 'Run this again: B' }).click();
	await expect(dialog).toContainText('The design and the settings are back');
	await page.keyboard.press('Escape');
	await expect(field(page, 'input')).toHaveValue('32');
	await expect(page.getByRole('button', { name: 'ConvNeXt-A', exact: true })).toBeVisible();
	await expect(runPanel(page).backend).toHaveValue('wasm');
	await expect(runPanel(page).runs).toHaveValue('6');
});

test('runs in this browser are dropped as reports, swept over batches, and done rigorously', async ({
	page
}) => {
	await test.step('a report that is dropped on the page shows up among the reports', async () => {
		await openWorkspace(page, 'convnext_atto&input=32');
		await run(page, 'wasm');
		const text = await downloaded(page);
		const transfer = await page.evaluateHandle((content) => {
			const data = new DataTransfer();
			data.items.add(new File([content], 'run.json', { type: 'application/json' }));
			return data;
		}, text);
		await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
		const dialog = page.getByRole('dialog', { name: 'Run reports' });
		await expect(dialog).toBeVisible();
		await expect(dialog).toContainText('Made alike');
		await page.keyboard.press('Escape');
	});

	await test.step('a sweep over batches gives two curves, a table and a file', async () => {
		await openWorkspace(page, 'convnext_atto&input=32');
		await setRun(page, { backend: 'wasm' });
		await openTools(page);
		await page.getByRole('button', { name: 'Batch sweep' }).click();
		const dialog = page.getByRole('dialog', { name: 'Latency and throughput by batch' });
		await dialog.getByLabel('up to a batch of').selectOption('8');
		await dialog.getByRole('button', { name: 'Sweep' }).click();
		await expect(dialog).toContainText('4 batches on WebAssembly');
		await expect(dialog.locator('svg')).toHaveCount(2);
		for (const batch of ['1', '2', '4', '8'])
			await expect(dialog.getByRole('rowheader', { name: batch, exact: true })).toBeVisible();
		expect(await findings(page)).toEqual([]);
		await page.keyboard.press('Escape');
	});

	await test.step('the rigorous mode warms up, runs many times and tells the slow end', async () => {
		await openWorkspace(page, 'convnext_atto&input=32');
		await setRun(page, { backend: 'wasm' });
		await setRun(page, { profile: 'rigorous' });
		await expect(runPanel(page).runs).toHaveValue('200');
		await setRun(page, { runs: '60' });
		await runPanel(page).run.click();
		await expect(runPanel(page).panel).toContainText('Nine of ten passes take at most');
	});
});
