import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { findings, findingsInAll, surpluses } from './axe.ts';
import { openWorkspace } from './workspace.ts';

const DESIGN = 'convnext_tiny&depths=3,3,27,3&vs=resnet50';

/** Opens Share's dialog for the embed, and gives the markup that it makes. */
async function openMaker(page: Page) {
	await openWorkspace(page, DESIGN);
	await page.getByRole('button', { name: 'Share', exact: true }).click();
	await page.getByRole('button', { name: 'Embed it in a page' }).click();
	const dialog = page.getByRole('dialog', { name: 'Embed this design' });
	const preview = dialog.frameLocator('iframe');
	await preview.locator('[data-ready=true] .plot').waitFor();
	return { dialog, preview, markup: () => dialog.getByLabel('markup').inputValue() };
}

/** Shows markup in a page of another host, with headers of its own. */
async function inPage(page: Page, markup: string, headers: Readonly<Record<string, string>> = {}) {
	const style = '<style>:root { color-scheme: light dark } body { margin: 1rem }</style>';
	const server = createServer((_, response) => {
		response.writeHead(200, { 'content-type': 'text/html', ...headers });
		response.end(`<!doctype html><title>An article</title>${style}${markup}<p>After it.</p>`);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	const embed = page.frameLocator('iframe');
	await embed.locator('[data-ready=true] .plot').waitFor();
	return { embed, close: () => server.close() };
}

/** By how many pixels the frame is higher or lower than what is in it. */
const overflow = async (page: Page) => {
	const inside = await page
		.frameLocator('iframe')
		.locator('.embed')
		.evaluate((element: HTMLElement) => element.offsetHeight);
	return page
		.locator('iframe')
		.evaluate((frame: HTMLElement, height) => frame.offsetHeight - height, inside);
};

const ground = (page: Page) =>
	page
		.frameLocator('iframe')
		.locator('html')
		.evaluate((html) => getComputedStyle(html).backgroundColor);

test('Share makes markup that shows the design in another page, at its height and light or dark as it is, and opens it in the workspace', async ({
	page,
	context
}) => {
	const { dialog, preview, markup } = await openMaker(page);
	expect(await findings(page, { within: ['dialog[open]'] })).toEqual([]);
	await dialog.getByRole('checkbox', { name: 'figures' }).press('Space');
	await expect(preview.getByRole('region', { name: 'metrics' })).toHaveCount(0);
	expect(await markup()).toContain('/embed/?figures=off#');
	await dialog.getByRole('checkbox', { name: 'figures' }).press('Space');
	await dialog.getByRole('radio', { name: 'open' }).check();
	await expect(preview.getByRole('button', { name: 'Fold runs' })).toBeVisible();

	const { embed, close } = await inPage(page, await markup());
	await expect(embed.getByRole('heading', { name: 'ConvNeXt-T' })).toBeVisible();
	await expect(embed.getByRole('button', { name: /^Params 50\.22 M/ })).toBeVisible();
	await expect.poll(() => overflow(page)).toBe(0);
	await page.setViewportSize({ width: 390, height: 844 });
	await expect.poll(() => overflow(page)).toBe(0);

	// Light or dark as the page around it, or as that says.
	const light = await ground(page);
	await page.emulateMedia({ colorScheme: 'dark' });
	await expect.poll(() => ground(page)).not.toBe(light);
	const dark = await ground(page);
	const say = (theme: string) =>
		page
			.locator('iframe')
			.evaluate(
				(frame: HTMLIFrameElement, asked) =>
					frame.contentWindow?.postMessage({ type: 'convnext-explorer:theme', theme: asked }, '*'),
				theme
			);
	await say('light');
	await expect.poll(() => ground(page)).toBe(light);
	await say('auto');
	await expect.poll(() => ground(page)).toBe(dark);

	const opened = context.waitForEvent('page');
	await embed.getByRole('link', { name: 'Open in ConvNeXt Explorer' }).press('Enter');
	const workspace = await opened;
	await expect(workspace).toHaveURL(/\/#convnext_tiny&depths=3,3,27,3&vs=resnet50$/);
	await expect(workspace.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
	close();
});

test('an isolated page has it too, and its fields change the picture there', async ({ page }) => {
	const { dialog, preview, markup } = await openMaker(page);
	await dialog.getByRole('checkbox', { name: 'editor' }).check();
	await preview.getByRole('textbox', { name: 'depth, stage 3', exact: true }).waitFor();
	// As from a browser without `credentialless`: then the headers alone let it in.
	const plain = (await markup()).replace('credentialless', '');
	const { embed, close } = await inPage(page, plain, {
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Embedder-Policy': 'require-corp'
	});
	expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
	const depth = embed.getByRole('textbox', { name: 'depth, stage 3', exact: true });
	await depth.fill('9');
	await depth.press('Enter');
	await expect(embed.getByRole('button', { name: /^Params 28\.59 M/ })).toBeVisible();
	await expect(embed.getByRole('link', { name: 'Open in ConvNeXt Explorer' })).toHaveAttribute(
		'href',
		/#convnext_tiny&vs=resnet50$/
	);
	close();
});

test('the embedded page by itself has no findings, wide and narrow, light and dark, and fits', async ({
	page
}) => {
	const sizes = [1280, 390].map((width) => ({ width, height: 844 }));
	await page.goto(`/embed/?editor=on#${DESIGN}`);
	await page.locator('[data-ready=true] .plot').waitFor();
	await page.getByRole('region', { name: 'editor' }).waitFor();
	expect(await findingsInAll(page, sizes)).toEqual([]);
	expect(await surpluses(page, sizes)).toEqual([0, 0]);
});

test('what its address cannot mean is said, and the rest is shown', async ({ page }) => {
	await page.goto('/embed/?theme=sepia#convnext_tiny&depths=3,3,900,3');
	await expect(page.getByRole('alert')).toContainText('“sepia” is not permitted');
	await expect(page.getByRole('alert')).toContainText('depths');
	await expect(page.getByRole('heading', { name: 'ConvNeXt-T' })).toBeVisible();
});
