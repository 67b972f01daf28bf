import { expect, test, type Page } from '@playwright/test';
import { field, openWorkspace, runPanel, setRun } from './workspace.ts';

const grouped = new Intl.NumberFormat('en-US');
const panel = (page: Page) => page.getByRole('tabpanel');
const inspector = (page: Page) => page.getByRole('region', { name: 'Selected part' });
const open = (page: Page, tab: string) => page.getByRole('tab', { name: tab }).click();

// ConvNeXt-T at its peak: the block's input and GELU's input and output, 56 × 56, by hand.
const PEAK = 56 * 56 * (96 + 384 + 384);

test('memory, roofline and training follow a layer, the batch, precision and device', async ({
	page
}) => {
	await test.step('memory names the layer at the peak and what is alive there, and follows batch and precision', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await open(page, 'Memory');
		const alive = panel(page).getByRole('region', { name: 'alive at a layer' });
		await expect(alive).toContainText('stages.0.blocks.0.mlp.act GELU, stage 1, block 1');
		await expect(alive).toContainText(`${grouped.format(4 * PEAK)} B`);
		await expect(alive.getByRole('row', { name: /kept for the residual/ })).toContainText(
			'56 × 56 × 96'
		);

		await field(page, 'batch').fill('8');
		await expect(alive).toContainText(`${grouped.format(4 * 8 * PEAK)} B`);
		await panel(page).getByRole('button', { name: 'int8' }).click();
		await expect(alive).toContainText(`${grouped.format(8 * PEAK)} B`);
		await panel(page).getByRole('button', { name: 'fp32' }).click();
	});

	await test.step('a depthwise layer is bound by memory, and its bound says how it comes about', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await inspector(page)
			.getByRole('button', { name: /depthwise 384/ })
			.click();
		await open(page, 'Roofline');
		await panel(page).getByLabel('device').selectOption('h100');
		const bound = panel(page).getByRole('region', { name: 'bound of a layer' });
		await expect(bound).toContainText('stages.2.blocks.8.conv_dw');
		await expect(bound).toContainText(
			'(in 14 × 14 × 384 + out 14 × 14 × 384 + weights 19,200) × 4 B'
		);
		await expect(bound).toContainText('bytes ÷ 3.35 TB/s, the longer: the bound');
		const longest = panel(page).locator('tbody').getByRole('button').first();
		const path = (await longest.textContent()) ?? '';
		await longest.click();
		await expect(bound).toContainText(path);
		await expect(inspector(page)).toContainText(path);
	});

	await test.step('the peak’s name selects its layer, and a click in the timeline another', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await open(page, 'Memory');
		await panel(page)
			.getByRole('button', { name: /^peak 10.8 MB/ })
			.click();
		await expect(inspector(page)).toContainText('stages.0.blocks.0.mlp.act');

		const plot = panel(page).getByRole('application', { name: /^Memory of each layer/ });
		await plot.click({ position: { x: 2, y: 100 } });
		await expect(inspector(page)).toContainText('stem.0');
		await plot.press('ArrowRight');
		await expect(inspector(page)).toContainText('stem.1');
	});

	await test.step('training keeps eight bytes for each parameter with AdamW, four with SGD', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await open(page, 'Training');
		const state = (optimizer: string) =>
			panel(page)
				.getByRole('table', { name: optimizer })
				.getByRole('row', { name: /^optimizer state/ });
		for (const [optimizer, each] of [
			['AdamW', 8],
			['SGD', 4]
		] as const) {
			await expect(state(optimizer)).toContainText(`28,589,128 × ${each} B`);
			await expect(
				state(optimizer).getByTitle(`${grouped.format(each * 28_589_128)} B`)
			).toBeVisible();
		}
		await expect(panel(page).getByRole('row', { name: /^backward/ })).toContainText('8.911 G');
		await expect(panel(page)).toContainText('An estimate');
	});

	await test.step('a roofline bounds more of the time by memory where arithmetic is cheaper', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await open(page, 'Roofline');
		await panel(page).getByLabel('device').selectOption('phone');
		const phone = await boundByMemory(page);
		await panel(page).getByLabel('device').selectOption('h100');
		await panel(page).getByRole('radio', { name: 'fp16' }).check();
		expect(await boundByMemory(page)).toBeGreaterThan(2 * phone);
		await expect(panel(page).getByRole('link', { name: 'source' })).toHaveAttribute(
			'href',
			/nvidia/
		);
	});
});

/** The share of the time that memory bounds, in percent. */
async function boundByMemory(page: Page): Promise<number> {
	const text = await panel(page)
		.getByText(/% of that time/)
		.textContent();
	return Number(/([\d.]+)% of that time/.exec(text ?? '')?.[1]);
}

test('the roofline shows what a layer reached in a run here', async ({ page }) => {
	await openWorkspace(page, 'convnext_atto&input=160');
	await setRun(page, { backend: 'wasm', runs: '2' });
	const { panel: run, run: start } = runPanel(page);
	await start.click();
	await run.getByRole('button', { name: 'More', exact: true }).waitFor();
	await open(page, 'Roofline');
	await expect(panel(page).getByRole('region', { name: 'bound of a layer' })).toContainText(
		/measured here.*FLOP\/s, .*B\/s/
	);
});
