import { expect, test } from '@playwright/test';
import { serve } from '../../scripts/serve.js';

test('the built site works from any sub-folder', async ({ page }) => {
	const { url, close } = await serve({ port: 0, base: '/some/where/' });
	const missing: string[] = [];
	page.on('response', (response) => {
		if (response.status() >= 400) missing.push(response.url());
	});
	await page.goto(url, { waitUntil: 'networkidle' });
	await expect(page).toHaveTitle(/ConvNeXt Explorer/);
	expect(missing).toEqual([]);
	await close();
});
