import { expect, test, type Page } from '@playwright/test';
import '../all-families.ts';
import { mkdirSync } from 'node:fs';
import { defaultDesign } from '../../src/lib/share/settings.ts';
import { printDesignFile } from '../../src/lib/share/design-file.ts';
import { statsOf } from '../../src/lib/stats/quantiles.ts';
import { report } from '../reports.ts';
import { field, openWorkspace } from './workspace.ts';

test('the page opens under its name', async ({ page }) => {
	await page.goto('/');
	await expect(page).toHaveTitle(/ConvNeXt Explorer/);
});

/** Drops a text on the page as a file. */
async function drop(page: Page, name: string, text: string): Promise<void> {
	const dataTransfer = await page.evaluateHandle(
		([name = '', text = '']) => {
			const data = new DataTransfer();
			data.items.add(new File([text], name, { type: 'application/json' }));
			return data;
		},
		[name, text]
	);
	await page.dispatchEvent('body', 'drop', { dataTransfer });
}

const alert = (page: Page) => page.getByRole('alert');

/** The editor takes a change, and undoes it. */
async function answers(page: Page): Promise<void> {
	const depth = field(page, 'depth, stage 1');
	const before = await depth.inputValue();
	await depth.fill('7');
	await expect(page).toHaveURL(/depths=7,/);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(depth).toHaveValue(before);
}

test('the same fault twice in a link or a file is told, and the workspace still answers', async ({
	page
}) => {
	await openWorkspace(page, 'resnet50&foo=1&foo=2');
	await expect(alert(page).getByText('“foo” is no field')).toHaveCount(2);
	await answers(page);

	await openWorkspace(page, 'convnext_base&widths=3&expansions=0.25');
	await expect(alert(page)).toBeVisible();
	await answers(page);

	const file = JSON.parse(printDesignFile(defaultDesign()));
	const alike = 'x'.repeat(40);
	const settings = { ...file.settings, [`${alike}1`]: 1, [`${alike}2`]: 2 };
	await drop(page, 'design.json', JSON.stringify({ ...file, settings }));
	await expect(alert(page).getByText(`“${alike}” is no field`)).toHaveCount(2);
	await answers(page);

	const design = 'resnet50&foo=1&foo=2';
	const own = { ...report, design, stats: statsOf(report.runs.samples) };
	await drop(page, 'run.json', JSON.stringify(own));
	const dialog = page.getByRole('dialog', { name: 'Run reports' });
	await dialog.getByRole('button', { name: 'Run this again: it' }).click();
	await page.keyboard.press('Escape');
	await expect(alert(page).getByText('“foo” is no field')).toHaveCount(2);
	await answers(page);
});

test('a dropped folder that is empty is told of, though it is named like a file', async ({
	page
}, testInfo) => {
	await openWorkspace(page);
	const folder = testInfo.outputPath('x.json');
	mkdirSync(folder, { recursive: true });
	const browser = await page.context().newCDPSession(page);
	const data = { items: [], files: [folder], dragOperationsMask: 1 };
	for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
		await browser.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
	await expect(alert(page)).toContainText(
		'there is no file that can be read in what was dropped, such as an empty folder'
	);
	await answers(page);
});

test('the same fault twice is told on every other page, and each still answers', async ({
	page
}) => {
	await page.goto('/roadmap/#resnet50/patchify&x&x');
	await expect(alert(page).getByText('“x” is no setting')).toHaveCount(2);
	await page.keyboard.press('ArrowRight');
	await expect(page).not.toHaveURL(/patchify/);

	await page.goto('/space/#resnet50;x=q;x=q');
	await expect(alert(page).first().getByText('“q” is not permitted')).toHaveCount(2);
	await page.getByLabel('vary another field').selectOption('norm');
	await expect(page).toHaveURL(/;norm=/);

	await page.goto('/compare/#resnet50');
	await page.getByLabel('paste a link').fill('#resnet50&x=1&x=1');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(alert(page).getByText('“x” is no field')).toHaveCount(2);
	await page.getByLabel('paste a link').fill('resnet18');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(page).toHaveURL(/;resnet18$/);
});

test('what was kept and cannot be read is dropped, and told once in one line', async ({ page }) => {
	await page.addInitScript(() => {
		if (sessionStorage.getItem('spoilt')) return;
		sessionStorage.setItem('spoilt', 'once');
		const guess = { macs: 1, params: 2, top1: 3 };
		const spoil = (storage: Storage, key: string, value: unknown) =>
			storage.setItem(`convnext-explorer:${key}`, JSON.stringify({ version: 1, value }));
		spoil(localStorage, 'roadmap-guesses', { 'resnet50/gelu': guess, a: null, b: null });
		spoil(localStorage, 'theme', 'sepia');
		spoil(sessionStorage, 'roadmap-runs', [null]);
	});
	await page.goto('/roadmap/#resnet50/gelu&predict');
	await expect(alert(page)).toHaveCount(1);
	await expect(alert(page)).toContainText('and was dropped:');
	for (const label of ['the theme', 'guesses on the roadmap', 'results of the roadmap'])
		await expect(alert(page)).toContainText(label);
	await page.getByRole('button', { name: 'dismiss' }).click();
	await expect(alert(page)).toHaveCount(0);
	await page.keyboard.press('ArrowRight');
	await expect(page).not.toHaveURL(/gelu/);
	const kept = await page.evaluate(() => localStorage['convnext-explorer:roadmap-guesses']);
	expect(JSON.parse(kept)).toEqual({
		version: 1,
		value: { 'resnet50/gelu': { macs: 1, params: 2, top1: 3 } }
	});
	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	await expect(alert(page)).toHaveCount(0);
});
