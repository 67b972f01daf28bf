import { expect, test } from '@playwright/test';
import { metric, openWorkspace } from './workspace.ts';
import totals from '../golden/reference/convention_totals.json' with { type: 'json' };

const grouped = new Intl.NumberFormat('en-US');
const tiny = totals.find(({ model }) => model === 'convnext_tiny');

test('counts are shown in a convention, and the bridge between two says why they differ', async ({
	page
}) => {
	await test.step('counts are shown in the convention that is chosen, and the link keeps it', async () => {
		await openWorkspace(page);
		await page.getByLabel('counted as').selectOption('fvcore');
		await expect(metric(page, 'MACs', grouped.format(tiny?.fvcore.total ?? 0))).toBeVisible();
		await expect(page).toHaveURL(/#convnext_tiny&count=fvcore$/);
		await page.reload();
		await expect(metric(page, 'MACs', grouped.format(tiny?.fvcore.total ?? 0))).toBeVisible();
	});

	await test.step('the bridge says term by term why two tools differ', async () => {
		await openWorkspace(page, 'convnext_tiny&count=ptflops-pytorch');
		await page.getByRole('tab', { name: 'Ways of counting' }).click();
		const panel = page.getByRole('tabpanel');
		for (const term of ['biases', 'activations', 'layer scale', 'pooling'])
			await expect(panel.getByRole('rowheader', { name: term, exact: true })).toBeVisible();
		await expect(panel.getByText('4.480 G')).toHaveCount(2);
		await panel.getByLabel('bridge from').selectOption('thop');
		await expect(panel).toContainText('layer scale, position bias tables');
	});
});
