import { expect, test, type Page } from '@playwright/test';
import { openWorkspace } from './workspace.ts';

const plot = (page: Page) => page.getByRole('application', { name: /^Network along one axis/ });
const inspector = (page: Page) => page.getByRole('region', { name: 'Selected part' });

test('the picture zooms, and one selection goes through picture, table and diagram', async ({
	page
}) => {
	await page.emulateMedia({ reducedMotion: 'no-preference' });
	await test.step('zoom buttons bring layers’ names nearer, and fit shows all again', async () => {
		await openWorkspace(page);
		await expect(plot(page)).toContainText('stage 4');
		const zoomIn = page.getByRole('button', { name: 'Zoom in' });
		for (let i = 0; i < 5; i++) await zoomIn.click();
		await expect(plot(page)).not.toContainText('stage 4');
		await page.getByRole('button', { name: 'Fit' }).click();
		await expect(plot(page)).toContainText('stage 4');
	});

	await test.step('one selection is shown in picture, table and diagram alike', async () => {
		await openWorkspace(page, 'convnext_tiny');
		const node = inspector(page).getByRole('button', { name: /depthwise 384/ });
		await node.click();
		await expect(inspector(page)).toContainText('stages.2.blocks.8.conv_dw');
		await page.getByRole('tab', { name: 'All layers' }).click();
		await page.getByRole('searchbox', { name: 'filter layers' }).fill('stages.2.blocks.8.conv_dw');
		await expect(page.getByRole('button', { name: 'stages.2.blocks.8.conv_dw' })).toHaveAttribute(
			'aria-pressed',
			'true'
		);
	});

	await test.step('the keyboard walks from blocks to layers, and the formula follows', async () => {
		await plot(page).focus();
		for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
		await expect(
			inspector(page).getByRole('button', { name: 'Clear the selection' })
		).toBeVisible();
		await page.getByRole('tab', { name: 'All layers' }).click();
		await page.getByRole('searchbox', { name: 'filter layers' }).fill('stages.2.blocks.0.mlp.fc1');
		await page.getByRole('button', { name: 'stages.2.blocks.0.mlp.fc1' }).click();

		// PyTorch: 14 × 14 positions, 384 to 1536 channels.
		await expect(inspector(page)).toContainText('115,605,504');
		await expect(inspector(page)).toContainText('1536 × 384');
		await plot(page).focus();
		await page.keyboard.press('Escape');
		await expect(inspector(page)).toContainText('Click a layer');
	});

	await test.step('runs of identical blocks fold and open', async () => {
		await openWorkspace(page, 'convnext_small');
		const open = page
			.getByRole('button', { name: /27/ })
			.and(page.getByRole('button', { name: /open/i }));
		await open.click();
		await expect(
			page.getByRole('button', { name: /27/ }).and(page.getByRole('button', { name: /fold/i }))
		).toBeVisible();
	});
});

test('with motion reduced, the picture still shows every state', async ({ page }) => {
	await openWorkspace(page, 'resnet200&vs=convnext_xlarge');
	await page.getByRole('button', { name: 'Open runs' }).click();
	await page.getByRole('button', { name: 'Zoom in' }).click();
	await page.getByRole('button', { name: 'Fit' }).click();
	await expect(plot(page)).toContainText('36 blocks');
});
