import { expect, test, type Page } from '@playwright/test';
import { findings } from './axe.ts';
import { field, openTools, openWorkspace, runPanel, setRun, typePreset } from './workspace.ts';

const predict = (page: Page) => page.getByRole('button', { name: 'Predict time', exact: true });
/** Asks for a prediction, from the menu of the run. */
async function askPrediction(page: Page): Promise<void> {
	await openTools(page);
	await predict(page).click();
}

/** A device that other work slowed while it was measured has a band without a lower end. */
const predicted = /Predicted: .+ a pass \((at most .+|.+ to .+)\)/;

// To measure a device is most of the work: once is enough for all that comes of it.
test('a device is measured once, and then tells a design’s time before it runs, after an edit and after a reload', async ({
	page
}) => {
	await test.step('measuring can be cancelled, a kernel that was never measured is named, and what is known stays after a reload', async () => {
		await openWorkspace(page, 'convnext_atto&input=64');
		const { panel } = runPanel(page);
		await setRun(page, { backend: 'cpu' });
		await askPrediction(page);
		await panel.getByRole('button', { name: 'Cancel' }).click();
		await expect(panel).toContainText('Cancelled.');

		await setRun(page, { backend: 'wasm' });
		await askPrediction(page);
		await expect(panel).toContainText(predicted);

		await field(page, 'kernel, stage 3').fill('9');
		await expect(panel).toContainText('Not yet measured on this device: depthwise 9 × 9');
		await panel.getByRole('button', { name: 'Measure and predict' }).click();
		await expect(panel).toContainText(predicted);
		const [before = ''] = /Predicted: .+? a pass \(.+?\)/.exec(await panel.innerText()) ?? [];
		expect(before).toMatch(predicted);

		await page.reload();
		await setRun(page, { backend: 'wasm' });
		await askPrediction(page);
		// Measured anew, it would be another time.
		await expect(panel).toContainText(before);
	});

	await test.step('a design’s time is predicted before it runs, follows an edit, stands beside what is measured, and is checked on presets', async () => {
		await openWorkspace(page, 'convnext_atto&input=64');
		const { panel, run } = runPanel(page);
		await setRun(page, { backend: 'wasm' });
		await askPrediction(page);
		await expect(panel).toContainText(predicted);
		await expect(panel).toContainText(/our model, fitted on this device .+ from \d+ measurements/);

		const before = await panel.getByText(predicted).innerText();
		await field(page, 'depth, stage 3').fill('9');
		await expect(panel.getByText(predicted)).not.toHaveText(before);

		await setRun(page, { runs: '2' });
		await run.click();
		await expect(panel).toContainText(/measured .+, (predicted .+ too (long|short)|as predicted)/);

		await panel.getByRole('button', { name: 'Layers and checks' }).click();
		const dialog = page.getByRole('dialog', { name: 'predicted times' });
		await expect(dialog.getByRole('columnheader', { name: 'measured' })).toBeVisible();
		await dialog.getByRole('button', { name: /^All \d+ kernel calls$/ }).click();
		const layer = dialog.getByRole('row').filter({ hasText: 'stages.0.blocks.0.conv_dw' });
		await expect(layer).toContainText(/[µm]s.+%/);

		await dialog.getByRole('button', { name: 'None' }).click();
		await dialog.getByRole('button', { name: '0 presets' }).click();
		await typePreset(page, 'convnext_atto');
		await page.keyboard.press('Enter');
		await page.getByRole('button', { name: 'Done' }).click();
		await dialog.getByLabel('runs of each').fill('1');
		await dialog.getByRole('button', { name: 'Check on presets' }).click();
		await expect(dialog).toContainText(/Absolute error over one network: median/);
		expect(await findings(page)).toEqual([]);
		await page.keyboard.press('Escape');

		await page.getByRole('button', { name: 'Compare this' }).click();
		const row = page.getByRole('row', { name: /^Time, predicted/ });
		await expect(row.getByRole('cell').last()).toContainText(/[µm]?s.+( to |at most )/);
	});

	await test.step('an edit of a block tells its predicted time before and after', async () => {
		await openWorkspace(page, 'custom:convnext_atto&input=64');
		await setRun(page, { backend: 'wasm' });
		await askPrediction(page);
		await expect(runPanel(page).panel).toContainText('Predicted: ');

		await page
			.getByRole('region', { name: 'Selected part' })
			.getByRole('button', { name: /^7 × 7 depthwise/ })
			.click();
		const line = page.getByRole('textbox', { name: 'this part as a line' });
		await line.fill('add(dw7, ln, linear 4C, gelu, linear C)');
		await line.press('Enter');
		// Without a layer scale its products are of another kind, which may not be measured yet.
		const measure = page.getByRole('button', { name: 'Measure and predict' });
		await expect(runPanel(page).panel.getByText('Predicted: ').or(measure)).toBeVisible();
		if (await measure.isVisible()) await measure.click();
		const changed = page.getByRole('table', { name: 'What the last edit changed' });
		const time = changed.getByRole('row', { name: /^Time, predicted/ });
		await expect(time).toContainText(/[µm]s.+[µm]s/);
	});
});
