// Makes the README's pictures from the built site: static/screenshot-light.png and -dark.png.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { ensureBrowser, launchOptions } from './browser.js';
import { ensureBuilt } from './build.js';
import { inRoot } from './root.js';
import { runCommand } from './run-command.ts';
import { installOption } from './run-panel.ts';
import { serve } from './serve.js';

const LINK = 'convnext_tiny&vs=resnet50';

await runCommand(async () => {
	const { values } = parseArgs({ options: installOption });
	ensureBrowser(values);
	ensureBuilt();
	const { url, close } = await serve({ port: 0 });
	const browser = await chromium.launch(launchOptions());
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
		await page.goto(`${url}#${LINK}`);
		await page.locator('[data-ready=true]').waitFor();
		await page.getByRole('spinbutton', { name: 'runs' }).fill('30');
		await page.getByRole('button', { name: 'Run', exact: true }).click();
		await page.getByText(/then .+ a pass/).waitFor({ timeout: 120_000 });
		await page.getByRole('button', { name: 'Copy JSON' }).waitFor();
		await page.screenshot({ path: inRoot('static', `screenshot-${colorScheme}.png`) });
	}
	await browser.close();
	await close();
});
