import { get } from 'node:http';
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

test('an address that begins with two slashes, or is no address, is answered without a fault', async () => {
	const { url, close } = await serve({ port: 0 });
	const { port } = new URL(url);
	const statusOf = (path: string) =>
		new Promise<number | undefined>((resolve, reject) =>
			get({ port, path }, (response) => resolve(response.resume().statusCode)).on('error', reject)
		);
	expect(await statusOf('//')).toBe(200);
	for (const path of ['//compare', '/%', '/..%2f..%2fetc/passwd', '/\\\\x']) {
		expect(await statusOf(path), path).toBeLessThan(500);
	}
	await close();
});
