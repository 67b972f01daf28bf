import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { serve } from '../../scripts/serve.js';
import { field, metric, runPanel, setRun } from './workspace.ts';

/** A host of its own, whose files can be replaced and which can go away. */
const test = base.extend<{
	host: Readonly<{ url: string; folder: string; leave: () => Promise<void> }>;
}>({
	// Playwright reads from the pattern that nothing else is needed.
	// eslint-disable-next-line no-empty-pattern
	host: async ({}, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'site-'));
		cpSync('build', folder, { recursive: true });
		const { url, close } = await serve({ port: 0, base: '/some/where/', folder });
		await use({ url, folder, leave: close });
		await close();
		rmSync(folder, { recursive: true });
	}
});

/** Changes a file of the host's. */
function edit(folder: string, name: string, change: (text: string) => string): void {
	const path = join(folder, name);
	writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Publishes the next version: the same site under another name, with a mark in its first page. */
function publish(folder: string): void {
	const { version } = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')) as {
		version: string;
	};
	for (const name of ['files.json', 'service-worker.js', '_app/version.json'])
		edit(folder, name, (text) => text.replaceAll(version, 'the-next'));
	edit(folder, 'index.html', (html) =>
		html.replace('<head>', '<head><meta name="of" content="the-next" />')
	);
}

async function open(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await page.locator('[data-ready=true]').waitFor();
}

/** Waits until the site says that all of it is kept. */
async function visitUntilKept(page: Page, url: string): Promise<void> {
	await page.goto(`${url}about/`);
	await expect(page.getByText(/Works offline: [\d.]+ MB kept/)).toBeVisible();
}

const offered = (page: Page) =>
	page.getByRole('status').filter({ hasText: 'A new version is here.' });
const isNext = (page: Page) => page.locator('meta[name=of]').count();

test.describe('kept', () => {
	test.use({ serviceWorkers: 'allow' });

	// To keep the site is most of the work: one visit is enough for all that comes of it.
	test('a site that is kept goes and comes back as a person says, tells of a new version, and needs no network', async ({
		page,
		host
	}) => {
		await visitUntilKept(page, host.url);
		const files = await page.evaluate(async () => {
			const answer = await fetch('../files.json');
			return (await answer.json()) as { files: { path: string }[] };
		});

		await test.step('what is kept is told, goes when a person says so, and stays away', async () => {
			await page.getByRole('button', { name: 'Remove' }).click();
			await expect(page.getByText('Nothing is kept.')).toBeVisible();
			await page.reload();
			await expect(page.getByRole('button', { name: 'Keep the site' })).toBeVisible();
			expect(await page.evaluate(() => caches.keys())).toEqual([]);
			await page.getByRole('button', { name: 'Keep the site' }).click();
			await expect(page.getByText(/Works offline: [\d.]+ MB kept/)).toBeVisible();
		});

		await test.step('a new version asks, an open page goes on, and its design stands in the new one', async () => {
			await open(page, host.url);
			await field(page, 'depth, stage 3').fill('27');
			await expect(page).toHaveURL(/#convnext_tiny&depths=3,3,27,3$/);
			publish(host.folder);
			await page.reload();
			await expect(offered(page)).toBeVisible();
			expect(await isNext(page)).toBe(0);
			await offered(page).getByRole('button', { name: 'Later' }).click();
			await expect(offered(page)).toBeHidden();
			await page.getByRole('tab', { name: 'Roofline' }).click();
			await expect(page.locator('#details')).not.toContainText('could not be loaded');

			await page.reload();
			await offered(page).getByRole('button', { name: 'Reload' }).click();
			await expect.poll(() => isNext(page)).toBe(1);
			await expect(metric(page, 'Params', '50,223,688')).toBeVisible();
		});

		await test.step('every part works without a network, and pages stay isolated', async () => {
			await host.leave();
			await open(page, `${host.url}?from=app#convnext_atto&input=32`);
			expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
			for (const tab of await page.getByRole('tab').all()) {
				await tab.click();
				await expect(page.locator('#details')).not.toContainText('could not be loaded');
			}
			await setRun(page, { backend: 'wasm', runs: '2' });
			await runPanel(page).run.click();
			await expect(runPanel(page).panel).toContainText(/then .+ a pass/);
			await page.getByRole('button', { name: 'Export' }).click();
			await page
				.getByRole('dialog', { name: 'export' })
				.getByRole('radio', { name: 'ONNX' })
				.click();
			await expect(page.getByRole('button', { name: /^Download/ })).toBeEnabled();

			for (const name of ['compare', 'roadmap/', 'space/']) await open(page, host.url + name);
			const missing = await page.evaluate(
				async ({ files, url }) => {
					const answers = files
						.filter(({ path }) => !/^(icon|screenshot)/.test(path))
						.map(async ({ path }) =>
							(await fetch(url + path).catch(() => null))?.ok ? [] : [path]
						);
					return (await Promise.all(answers)).flat();
				},
				{ files: files.files, url: host.url }
			);
			expect(missing).toEqual([]);
		});
	});
});

test.describe('without room', () => {
	test.use({ serviceWorkers: 'allow' });

	test('a site that cannot be kept for want of room says so', async ({ page, host }) => {
		const browser = await page.context().newCDPSession(page);
		const { origin } = new URL(host.url);
		await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 100_000 });
		await page.goto(`${host.url}about/`);
		await expect(page.getByText('No room: nothing is kept.')).toBeVisible();
	});
});

test('a part that a new version took away says that one is here, and no work is lost', async ({
	page,
	host
}) => {
	const asked = new Set<string>();
	page.on('request', (request) => asked.add(basename(request.url())));
	// It tries to keep the site once it watches for what is gone.
	const watching = page.waitForEvent('console', (said) =>
		said.text().includes('registration blocked')
	);
	await open(page, host.url);
	await field(page, 'depth, stage 3').fill('27');
	await expect(page).toHaveURL(/#convnext_tiny&depths=3,3,27,3$/);
	await watching;
	const chunks = join(host.folder, '_app/immutable/chunks');
	for (const name of readdirSync(chunks)) if (!asked.has(name)) rmSync(join(chunks, name));
	publish(host.folder);
	await page.getByRole('tab', { name: 'All layers' }).click();
	await offered(page).getByRole('button', { name: 'Reload' }).click();
	await expect.poll(() => isNext(page)).toBe(1);
	await expect(metric(page, 'Params', '50,223,688')).toBeVisible();
});
