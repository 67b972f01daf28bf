import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { openWorkspace } from './workspace.ts';

const SMALL =
	'convnext_atto;depths.each=1..6..1;widths.double=16..48..8;kernels.all=3..9..2;n=400;seed=5';

const drawn = (page: Page) => page.locator('[data-ready=true][data-drawing=false]').waitFor();
const told = (page: Page) => page.getByRole('status', { name: 'the set' });
const table = (page: Page) => page.getByRole('region', { name: 'Designs of the set' });

async function openSpace(page: Page, link: string): Promise<void> {
	await page.goto(`/space/#${link}`);
	await drawn(page);
}

/** The set as the page hands it out. */
async function csvOf(page: Page): Promise<string> {
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'CSV' }).click();
	return readFileSync(await (await download).path(), 'utf8');
}

test('a person with a budget sees what fits, opens a design, and comes back to the same set', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&classes=10');
	await page.getByRole('link', { name: 'Space' }).click();
	await drawn(page);
	await expect(told(page)).toContainText('2,000 designs from 2,');
	await page.getByLabel('designs', { exact: true }).fill('200');
	await page.getByLabel('designs', { exact: true }).press('Enter');
	await page.getByLabel('MACs: most, G').fill('0.3');
	await page.getByLabel('MACs: most, G').press('Enter');
	await expect(page).toHaveURL(
		/#convnext_atto&classes=10;depths\.each=.+;macs=\.\.0\.3;n=200;seed=1$/
	);
	await expect(told(page)).toContainText('200 designs from');
	await expect(page.getByText('outside the limits of MACs')).toBeVisible();
	await expect(page.getByText(/\d+ of the 200 designs in view are on the front/)).toBeVisible();

	const first = await table(page).getByRole('row').nth(1).innerText();
	await table(page)
		.getByRole('link', { name: /^Open design/ })
		.first()
		.click();
	await expect(page.getByRole('heading', { name: 'ConvNeXt-A' })).toBeVisible();
	await page.goBack();
	await drawn(page);
	await expect(told(page)).toContainText('200 designs from');
	await expect(told(page)).toContainText('drawn before');
	expect(await table(page).getByRole('row').nth(1).innerText()).toBe(first);
});

test('a link and a file give the same set again, with another number of workers too', async ({
	page,
	context
}) => {
	await test.step('a link gives the same set again, with another number of workers too', async () => {
		await openSpace(page, SMALL);
		const set = await csvOf(page);
		expect(set.split('\n')).toHaveLength(401);
		expect(set).toContain('convnext_atto&depths=');

		const other = await context.newPage();
		await openSpace(other, 'convnext_atto;kernels.all=3/5;n=2;seed=1');
		await other.getByLabel('workers').selectOption('2');
		await other.goto(`/space/#${SMALL}`);
		await expect(told(other)).toContainText('400 designs from');
		await expect(told(other)).toContainText('with 2 workers');
		expect(await csvOf(other)).toBe(set);
		await other.getByRole('button', { name: 'Next seed' }).click();
		await expect(other).toHaveURL(/seed=6$/);
		await drawn(other);
		expect(await csvOf(other)).not.toBe(set);
	});

	await test.step('a set goes into a file and comes back from it', async () => {
		await openSpace(page, SMALL);
		const set = await csvOf(page);
		const download = page.waitForEvent('download');
		await page.getByRole('button', { name: 'JSON', exact: true }).click();
		const path = await (await download).path();

		const other = await context.newPage();
		await openSpace(other, 'resnet18;kernels.all=3/5;n=2;seed=1');
		await other.getByLabel('open a set’s file').setInputFiles(path);
		await expect(told(other)).toContainText('400 designs from');
		expect(await csvOf(other)).toBe(set);
		await other.getByLabel('open a set’s file').setInputFiles('package.json');
		await expect(other.getByRole('alert')).toContainText('the file is none of ConvNeXt Explorer');
	});
});

test('a drag on the chart and the fields keep a part of the set, and the table sorts it', async ({
	page
}) => {
	await openSpace(page, SMALL);
	const chart = page.getByRole('img', { name: /^Chart of 400 designs/ });
	await chart.locator('.overlay').waitFor({ state: 'attached' });
	const box = await chart.boundingBox();
	if (!box) throw new Error('the chart is not on the page');
	await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.2 * box.height);
	await page.mouse.down();
	await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.8 * box.height, { steps: 4 });
	await page.mouse.up();
	await expect(page).toHaveURL(/;x=macs,[\d.]+;y=params,[\d.]+$/);
	await expect(page.getByText(/all in view \(400\)/)).toHaveCount(0);
	await page.reload();
	await drawn(page);
	await expect(page.getByText(/all in view \(400\)/)).toHaveCount(0);
	await page.getByRole('button', { name: 'Show all' }).click();
	await page.getByRole('radio', { name: 'all in view (400)' }).check();
	await expect(table(page).getByRole('row')).toHaveCount(26);

	await table(page).getByRole('button', { name: 'blocks' }).click();
	await expect(table(page).getByRole('columnheader', { name: 'blocks' })).toHaveAttribute(
		'aria-sort',
		'ascending'
	);
	await page.getByLabel('up: metric').selectOption('peak');
	await page
		.getByRole('group', { name: 'up: better is' })
		.getByRole('radio', { name: 'more is better' })
		.check();
	await expect(page).toHaveURL(/;y=peak,more$/);
});

test('picked designs go to the comparison, with the base as the reference', async ({ page }) => {
	await openSpace(page, SMALL);
	await table(page).getByLabel('pick design').nth(0).check();
	await table(page).getByLabel('pick design').nth(1).check();
	await page.getByRole('link', { name: 'Compare and time 2 designs' }).click();
	const names = page.getByRole('region', { name: 'Metrics of the designs' }).locator('thead a');
	await expect(names).toHaveText([
		'ConvNeXt-A',
		'ConvNeXt-A, changed (1)',
		'ConvNeXt-A, changed (2)'
	]);
	await expect(page.getByRole('button', { name: 'Time them' })).toBeVisible();
});

test('what varies is edited, and what is not permitted is said at its field', async ({ page }) => {
	await openSpace(page, SMALL);
	await page.getByLabel('vary another field').selectOption('norm');
	await expect(page).toHaveURL(/;norm=batch\/layer\/group\/rms\/simple\/none;/);
	await page.getByRole('checkbox', { name: 'GN', exact: true }).uncheck();
	await expect(page).toHaveURL(/;norm=batch\/layer\/rms\/simple\/none;/);
	await page.getByLabel('kernel: to').fill('10');
	await page.getByLabel('kernel: to').press('Enter');
	await page.getByLabel('kernel: step').fill('1');
	await page.getByLabel('kernel: step').press('Enter');
	await expect(page.getByRole('alert')).toContainText(
		'kernels.all: “4” is not permitted; permitted: odd numbers from 1 to 63'
	);
	await page.getByRole('button', { name: 'keep width as in the base' }).click();
	await expect(page).not.toHaveURL(/widths/);
	await page.getByLabel('depth: how it varies').selectOption('ratio');
	await page.getByRole('radio', { name: 'sweep all' }).check();
	await expect(page).toHaveURL(/;sweep=on$/);
	await page.getByLabel('depth: how it varies').selectOption('each');
	await expect(page).toHaveURL(/;n=2000;seed=1$/);
	await expect(page.getByText('up to 10,000 combinations can be swept')).toBeVisible();
});

test('drawing is cancelled while it is under way, and what was drawn stays', async ({ page }) => {
	await page.goto(
		'/space/#swin_base_patch4_window12_384;depths.each=40..90..1;mlpRatio=2..6..1;n=10000;seed=1'
	);
	await expect(page.getByRole('progressbar', { name: 'Drawing' })).toBeVisible();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('alert')).toContainText('Cancelled: these are the designs');
	await expect(page.getByRole('button', { name: 'Draw again' })).toBeVisible();
});

test('a broken link and a budget that nothing fits say what to do', async ({ page }) => {
	await openSpace(page, 'convnext_atto;kernels.all=4;depths.each=1/2;macs=..0.000001;n=5;seed=1');
	const alert = page.getByRole('alert');
	await expect(alert.first()).toContainText('kernels.all: “4” is not permitted');
	await expect(alert.last()).toContainText(
		'50,000 draws gave no design. Most were outside the limits of MACs: widen them'
	);
});

test('what is in a block varies too: its line takes choices, and a design that is found opens as lines', async ({
	page
}) => {
	await openSpace(page, 'convnext_atto&depths=1,1,1,1;kernels.all=3/5;sweep=on');
	await page.getByRole('button', { name: 'Write its blocks as lines' }).click();
	const line = page.getByLabel('block: line with choices');
	await expect(line).toHaveValue(
		'add(dw{3,5,7,9}, ln first, mlp.fc1:pw 4C, mlp.act:gelu, mlp.fc2:pw C, scale)'
	);
	await line.fill('add(@ln, dw{3,5}, @ln, linear 4C, gelu, lineal C)');
	await expect(page.getByRole('alert').filter({ hasText: 'lineal' })).toContainText(
		'blocks: at character 41: “lineal” is no operation; permitted: '
	);
	await line.fill('add(@ln, dw{3,5}, @ln, linear 4C, gelu, linear C)');
	for (const other of ['depth', 'width'])
		await page.getByRole('button', { name: `keep ${other} as in the base` }).click();
	await line.press('Enter');
	await expect(page.getByText('4 combinations')).toBeVisible();
	await page.getByRole('radio', { name: 'sweep all' }).check();
	await drawn(page);
	await expect(told(page)).toContainText('4 designs from 4 draws');
	await page.getByRole('radio', { name: 'all in view (4)' }).check();
	await expect(table(page).getByRole('columnheader', { name: 'block: @ln' })).toBeVisible();
	await table(page).getByRole('link', { name: 'Open design 1 in' }).click();
	await expect(page).toHaveURL(/blocks=add\(ln,dw3,linear\+4C,gelu,linear\+C\)$/);
	await expect(page.getByRole('textbox', { name: 'block', exact: true })).toHaveValue(
		'add(ln, dw3, linear 4C, gelu, linear C)'
	);
});
