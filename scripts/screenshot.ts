// Makes the README's pictures from the built site: static/screenshot-light.png and -dark.png.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { ensureBrowser, launchOptions } from './browser.js';
import { ensureBuilt } from './build.js';
import { inRoot } from './root.js';
import { helpOption, runCommand } from './run-command.ts';
import { installOption } from './run-panel.ts';
import { serve } from './serve.js';

const LINK = 'convnext_tiny&vs=resnet50';

const USAGE = `npm run screenshot [-- --install]

Makes the README's pictures, static/screenshot-light.png and -dark.png, from the built site and a run in it.
--install permits to install a browser where there is none.`;

await runCommand(async () => {
	const { values } = parseArgs({ options: { ...installOption, ...helpOption } });
	if (values.help) {
		console.log(USAGE);
		return;
	}
	ensureBrowser(values);
	ensureBuilt();
	const { url, close } = await serve({ port: 0 });
	const browser = await chromium.launch(launchOptions());
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
		await page.goto(`${url}#${LINK}`);
		await page.locator('[data-ready=true]').waitFor();
		await page.getByRole('button', { name: 'put the start away' }).click();
		const bar = page.getByRole('region', { name: 'Run this network' });
		await bar.getByRole('button', { name: /, \d+ runs$/ }).click();
		await bar.getByLabel('runs', { exact: true }).fill('30');
		await page.keyboard.press('Escape');
		await bar.getByRole('button', { name: 'Run', exact: true }).click();
		await bar.getByRole('button', { name: 'More', exact: true }).waitFor({ timeout: 120_000 });
		await page.screenshot({ path: inRoot('static', `screenshot-${colorScheme}.png`) });
	}
	await browser.close();
	await close();
});
