import { expect, test, type Page, type Route } from '@playwright/test';
import { REPORT_FORMAT } from '../../src/lib/benchmark/report/format.ts';
import { printDesignFile } from '../../src/lib/share/design-file.ts';
import { defaultDesign } from '../../src/lib/share/settings.ts';
import { drop, openTools, openWorkspace, runPanel } from './workspace.ts';

const COULD_NOT = 'A part of the app could not be loaded.';

/** Opens the workspace, waits until all is there that comes by itself, and takes the network away. */
async function openThenLose(page: Page, link: string): Promise<void> {
	await openWorkspace(page, link);
	await expect(runPanel(page).run).toBeVisible();
	await page.waitForLoadState('networkidle');
	await page.context().setOffline(true);
}

const back = (page: Page): Promise<void> => page.context().setOffline(false);

test('a part that does not come says so, and comes with another try', async ({ page }) => {
	await openThenLose(page, 'convnext_atto');
	for (const name of [
		'All layers',
		'Memory',
		'Roofline',
		'Training',
		'Single steps',
		'How tools count'
	]) {
		const tab = page.getByRole('tab', { name });
		if ((await tab.count()) === 0) continue;
		await tab.click();
		await expect(page.getByRole('tabpanel').getByRole('alert')).toContainText(COULD_NOT);
	}
	await page.getByRole('tab', { name: 'All layers' }).click();
	const again = page.getByRole('tabpanel').getByRole('button', { name: 'Try again' });
	await expect(again).toBeVisible();
	await back(page);
	await again.click();
	await expect(page.getByRole('searchbox', { name: 'filter layers' })).toBeVisible();
});

test('without a network a run, its tools, an export and dropped files say what is missing', async ({
	page
}) => {
	await openThenLose(page, 'convnext_atto&input=32');
	const { panel, run } = runPanel(page);
	await run.click();
	await expect(panel.getByRole('alert')).toContainText(COULD_NOT);
	await expect(panel.getByRole('alert')).not.toContainText(/https?:/);

	await page.getByRole('button', { name: 'Export' }).click();
	await expect(page.getByRole('dialog', { name: 'export' })).toContainText(COULD_NOT);
	await page.keyboard.press('Escape');

	// What the run could not do is still told beside it.
	const dismiss = page.getByRole('button', { name: 'dismiss' });
	const ofFile = page.getByRole('alert').filter({ has: dismiss });
	for (const [name, text] of [
		['a.safetensors', '{}'],
		['design.json', printDesignFile(defaultDesign())]
	] as const) {
		await drop(page, name, text);
		await expect(ofFile).toContainText(COULD_NOT);
		await dismiss.click();
		await expect(ofFile).toHaveCount(0);
	}
	await drop(page, 'run.json', JSON.stringify({ format: REPORT_FORMAT }));
	const reports = page.getByRole('dialog', { name: 'Run reports' });
	await expect(reports.getByRole('alert')).toContainText(COULD_NOT);
	await page.keyboard.press('Escape');

	await openTools(page);
	await page.getByRole('button', { name: 'Batch sweep' }).click();
	const sweep = page.getByRole('dialog', { name: 'Latency and throughput by batch' });
	await expect(sweep.getByRole('alert')).toContainText(COULD_NOT);
	// Under it the tools are still open.
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Predict time' }).click();
	await expect(panel.getByRole('alert').filter({ hasText: COULD_NOT })).toHaveCount(2);

	await back(page);
	await run.click();
	await expect(panel).toContainText(/then .+ a pass/);
});

test('a page that does not come leaves a way back to the workspace', async ({ page }) => {
	await openThenLose(page, 'convnext_atto&depths=3,3,3,3');
	const pages = page.getByRole('navigation', { name: 'pages' });
	await pages.getByRole('link', { name: 'Roadmap' }).click();
	await expect(page.getByRole('heading', { name: 'This page could not be loaded.' })).toBeVisible();
	await page.getByRole('link', { name: 'Back to the workspace' }).click();
	await expect(page).toHaveURL(/#convnext_atto&depths=3,3,3,3$/);
});

test('a link to a family that comes late or not at all keeps its address, and the page answers', async ({
	page
}) => {
	// Of all chunks, the one that holds the later families.
	const holdBack = (held: (route: Route) => Promise<void>) =>
		page.route('**/*.js', async (route) => {
			const response = await route.fetch();
			return (await response.text()).includes('Swin-L, 384 px')
				? held(route)
				: route.fulfill({ response });
		});
	const link = 'swin_base_patch4_window12_384&depths=2,2,6,2';
	const name = page.getByRole('heading', { level: 1 });

	// One that comes late is not opened over what was asked for meanwhile.
	let come = () => {};
	const late = new Promise<void>((resolve) => (come = resolve));
	await holdBack(async (route) => {
		await late;
		await route.continue();
	});
	await page.goto(`/#${link}`);
	await page.evaluate(() => void (location.hash = 'resnet18'));
	await expect(name).toHaveText('ResNet-18');
	await page.evaluate(() => void (location.hash = 'swin_tiny_patch4_window7_224'));
	come();
	await expect(name).toHaveText('Swin-T');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(name).toHaveText('ResNet-18');

	await page.unrouteAll({ behavior: 'wait' });
	await holdBack((route) => route.abort());
	await page.goto('about:blank');
	await page.goto(`/#${link}`);
	await expect(page.getByRole('alert').filter({ hasText: COULD_NOT }).first()).toBeVisible();
	await expect(page).toHaveURL(new RegExp(`#${link}$`));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('ConvNeXt-T');

	await page.unrouteAll({ behavior: 'wait' });
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Swin-B, 384 px');
});
