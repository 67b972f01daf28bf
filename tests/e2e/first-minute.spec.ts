import { expect, test, type Page } from '@playwright/test';
import { findings, findingsInAll, surpluses } from './axe.ts';
import { field, metric, openWorkspace } from './workspace.ts';

const SIZES = [
	{ width: 1280, height: 720 },
	{ width: 390, height: 844 }
] as const;

const start = (page: Page) => page.getByRole('region', { name: 'start' });

test('a newcomer is told what this is, changes the network, and puts the start away for good', async ({
	page
}) => {
	await openWorkspace(page);
	await expect(start(page)).toContainText('see at once what every layer costs');
	await start(page).getByRole('button', { name: 'Change this network' }).click();
	await expect(field(page, 'depth, stage 1')).toBeFocused();
	await expect(page.getByRole('note', { name: 'help' })).toContainText('depth');
	await start(page).getByRole('button', { name: 'Bring your own' }).click();
	await page.getByRole('button', { name: 'Write this network’s blocks as lines' }).click();
	await expect(page).toHaveURL(/#custom:convnext_tiny$/);
	await start(page).getByRole('button', { name: 'put the start away' }).click();
	await expect(start(page)).toHaveCount(0);
	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	await expect(start(page)).toHaveCount(0);
});

test('about says how it counts and how to cite it, and axe finds nothing there', async ({
	page,
	context
}) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openWorkspace(page);
	await page
		.getByRole('navigation', { name: 'pages' })
		.getByRole('link', { name: 'About' })
		.click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('About ConvNeXt Explorer');
	await page.getByRole('button', { name: 'Copy citation' }).click();
	await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('cff-version');
	await expect(page.getByText('This browser keeps no sites in this window')).toBeVisible();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
	expect(await surpluses(page, SIZES)).toEqual([0, 0]);
});

test('whatever has a name is found by it, with the keyboard alone', async ({ page }) => {
	await openWorkspace(page);
	const find = async (words: string) => {
		await page.keyboard.press('Control+k');
		await expect(page.getByRole('combobox', { name: 'find anything' })).toBeFocused();
		await page.keyboard.type(words);
		await page.keyboard.press('Enter');
	};
	await find('memory panel');
	await expect(page.getByRole('tab', { name: 'Memory' })).toHaveAttribute('aria-selected', 'true');
	await find('kernel stages');
	await expect(field(page, 'kernel, stage 1')).toBeFocused();
	await find('stages.2.blocks.4.mlp.fc1');
	await expect(page.getByRole('region', { name: 'Selected part' })).toContainText('115,605,504');
	await find('resnet50');
	await expect(metric(page, 'Params', '25,557,032')).toBeVisible();
	await find('undo');
	await expect(metric(page, 'Params', '28,589,128')).toBeVisible();

	await page.keyboard.press('Control+k');
	await page.getByRole('combobox', { name: 'find anything' }).fill('kernel');
	expect(await findings(page, { within: ['dialog[open]'] })).toEqual([]);
	const row = page.getByRole('option', { name: 'kernel Stages' });
	expect(await row.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
	await page.keyboard.press('Escape');
	await page.getByRole('tab', { name: 'Memory' }).focus();
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'keys' })).toContainText('undo, redo');
});

test('on a small laptop figures, picture with its tracks and the formula are in view at once', async ({
	page
}) => {
	await page.setViewportSize({ width: 1280, height: 720 });
	await openWorkspace(page);
	await start(page).getByRole('button', { name: 'put the start away' }).click();
	await page.getByRole('button', { name: /depthwise 384/ }).click();
	const plot = page.getByRole('application', { name: /^Network along one axis/ });
	for (const part of [
		metric(page, 'Params', '28,589,128'),
		plot.getByText('stage 4'),
		plot.getByText('field', { exact: true }),
		page.getByRole('region', { name: 'Selected part' }).locator('math').first(),
		field(page, 'depth, stage 1'),
		page.getByRole('button', { name: 'Run', exact: true })
	])
		await expect(part).toBeInViewport({ ratio: 1 });

	// A figure explains itself to keys as it does to a pointer, until it is told enough.
	await metric(page, 'Params', '28,589,128').focus();
	const explained = page.getByRole('link', { name: 'How it is counted' });
	await expect(explained).toBeInViewport({ ratio: 1 });
	await page.keyboard.press('Escape');
	await expect(explained).toBeHidden();

	// In a narrower window the selected part stands below the picture.
	await page.setViewportSize({ width: 1024, height: 768 });
	const formula = page.getByRole('region', { name: 'Selected part' }).locator('math').first();
	await formula.scrollIntoViewIfNeeded();
	await expect(formula).toBeInViewport({ ratio: 1 });
	await page.setViewportSize({ width: 1280, height: 720 });

	await page.getByRole('button', { name: 'Fold the editor' }).click();
	await expect(field(page, 'depth, stage 1')).toBeHidden();
	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	await expect(field(page, 'depth, stage 1')).toBeHidden();
	await page.getByRole('button', { name: 'Open the editor' }).click();
	await expect(field(page, 'depth, stage 1')).toBeVisible();
});

test('on a phone the network is in view while a stage is edited, and so is what runs it', async ({
	page
}) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await openWorkspace(page);
	await field(page, 'depth, stage 3').scrollIntoViewIfNeeded();
	await field(page, 'depth, stage 3').fill('12');
	await expect(page.locator('.small svg')).toBeInViewport({ ratio: 1 });
	await expect(metric(page, 'Params', '32,194,888')).toBeInViewport();
	await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeInViewport({ ratio: 1 });

	// What stays above and below covers no field that has the focus.
	const covered = await page
		.locator('.editor')
		.getByRole('textbox')
		.evaluateAll((fields) =>
			fields.filter((one) => {
				(one as HTMLElement).focus();
				const { x, y, width, height } = one.getBoundingClientRect();
				return document.elementFromPoint(x + width / 2, y + height / 2) !== one;
			})
		);
	expect(covered).toHaveLength(0);
});
