import { expect, test, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { findings } from './axe.ts';
import { openWorkspace } from './workspace.ts';

async function openComparison(page: Page, link = ''): Promise<void> {
	await page.goto(link === '' ? '/compare/' : `/compare/#${link}`);
	await page.locator('[data-ready=true]').waitFor();
}

/** Adds what a person finds by these words. */
async function addNamed(page: Page, words: string): Promise<void> {
	await page.getByRole('button', { name: 'add a design' }).click();
	await page.getByRole('combobox', { name: 'find a preset' }).fill(words);
	await page.keyboard.press('Enter');
}

const table = (page: Page) => page.getByRole('region', { name: 'Metrics of the designs' });
const names = (page: Page) => table(page).locator('thead a');
const time = (page: Page) => page.getByRole('region', { name: 'Time the designs' });

test('designs are put side by side, seen in step, and told of where a link is broken', async ({
	page
}) => {
	await test.step('a person puts designs side by side, changes the reference and takes one away', async () => {
		await openComparison(page, 'convnext_tiny');
		await addNamed(page, 'resnet50');
		await page
			.getByLabel('paste a link')
			.fill('https://example.org/#resnet50&depths=3,3,9,3&vs=convnext_tiny');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(names(page)).toHaveText([
			...['ConvNeXt-T', 'ResNet-50', 'ResNet-50 to “stage ratio”']
		]);
		await expect(page.getByRole('button', { name: 'exactly 28,628,520; copy' })).toBeVisible();

		const params = table(page).getByRole('row', { name: /^Params/ });
		await expect(params).toContainText('−11%');
		await page.getByRole('radio', { name: 'reference: ResNet-50', exact: true }).check();
		await expect(params).toContainText('+12%');
		await expect(page).toHaveURL(/#convnext_tiny;resnet50;resnet50&depths=3,3,9,3;ref=2$/);

		await page.getByRole('button', { name: 'Remove ConvNeXt-T' }).click();
		await expect(page).toHaveURL(/#resnet50;resnet50&depths=3,3,9,3$/);

		await addNamed(page, 'resnet50 fewer-norms');
		await expect(names(page).last()).toHaveText('ResNet-50 to “fewer norms”');
		const blocks = page.getByRole('region', { name: 'Block beside block' });
		await expect(
			blocks.getByRole('button', { name: /depthwise.*(replaced|added|moved)/ })
		).toBeVisible();
	});

	await test.step('pictures zoom and select in step, and say what differs', async () => {
		await openComparison(page, 'convnext_tiny;convnext_small;resnet50');
		const small = page.getByRole('region', { name: 'Picture of ConvNeXt-S' });
		await expect(small.getByRole('list', { name: 'What differs' })).toHaveText(
			'stage 3 27 blocks instead of 9'
		);
		const plots = page.getByRole('application');
		const edge = (i: number) => plots.nth(i).locator('text', { hasText: 'stage 3' }).first();
		const before = await edge(2).getAttribute('x');
		await page.getByRole('button', { name: 'Zoom in' }).click();
		await expect(edge(2)).not.toHaveAttribute('x', before ?? '');
		await expect
			.poll(async () => (await edge(0).getAttribute('x')) === (await edge(2).getAttribute('x')))
			.toBe(true);

		await plots.first().focus();
		await page.keyboard.press('ArrowRight');
		for (const i of [0, 1, 2]) await expect(plots.nth(i).locator('rect.selected')).toHaveCount(1);
		await expect(page.getByRole('group', { name: /^Diagram of/ })).toHaveCount(3);
	});

	await test.step('a broken link says which design and field it is about, and the rest is kept', async () => {
		await openComparison(page, 'resnet50&kernels=4&classes=10;convnext_giant;resnet18;ref=9');
		const alert = page.getByRole('alert');
		await expect(alert).toContainText('design 1, resnet50: kernels: “4” is not permitted');
		await expect(alert).toContainText('design 2: “convnext_giant” is no preset');
		await expect(alert).toContainText('ref: “9” is none of these designs');
		await expect(names(page)).toHaveText(['ResNet-50, changed', 'ResNet-18']);
		await page.getByRole('button', { name: 'dismiss' }).click();

		await page.getByLabel('paste a link').fill('#resnet51&depths=<b>');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(page.getByRole('alert')).toContainText('“resnet51” is no preset');
		await expect(names(page)).toHaveCount(2);
	});
});

test('a set comes back from its address', async ({ page, context }) => {
	await openComparison(page, 'convnext_tiny;resnet50;ref=2;count=fvcore');
	const other = await context.newPage();
	await other.goto(page.url());
	await expect(names(other)).toHaveText(['ConvNeXt-T', 'ResNet-50']);
	await expect(other.getByRole('radio', { name: 'reference: ResNet-50' })).toBeChecked();
	await expect(other.getByLabel('counted as')).toHaveValue('fvcore');
});

test('the workspace’s design arrives beside its baseline, and the next one joins them', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_tiny&classes=10&vs=resnet50');
	await page.getByRole('button', { name: 'Compare this' }).click();
	await expect(names(page)).toHaveText(['ResNet-50', 'ConvNeXt-T, changed']);
	await names(page).last().click();
	await expect(page).toHaveURL(/\/#convnext_tiny&classes=10$/);
	await page.getByRole('textbox', { name: 'classes', exact: true }).fill('20');
	await page.getByRole('button', { name: 'Compare this' }).click();
	await expect(names(page)).toHaveCount(3);
});

test('tiny designs are timed in turns; A/A shows the noise', async ({ page, context }) => {
	await openComparison(page, 'convnext_atto&input=32;resnet18&input=64');
	await time(page).getByLabel('backend').selectOption('wasm');
	await time(page).getByLabel('rounds').fill('5');
	await time(page).getByRole('button', { name: 'Time them' }).click();
	await expect(time(page)).toContainText('5 rounds');
	await expect(time(page)).toContainText(/The reference ran twice \(A\/A\) and shows .+95% sure/);
	const row = table(page).getByRole('row', { name: /^Time, measured/ });
	await expect(row.getByRole('cell').nth(0)).toHaveText(/^[\d.]+ (µs|ms|s)\s*$/);
	await expect(row.getByRole('cell').nth(1)).toHaveText(/(no difference|[+−]\d.*%).*95% sure/);

	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.getByRole('button', { name: 'Copy LaTeX' }).click();
	await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
	const latex = await page.evaluate(() => navigator.clipboard.readText());
	expect(latex).toContain('\\toprule');
	expect(latex).toContain('compare/#convnext_atto');

	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'CSV' }).click();
	const [head = '', first = ''] = readFileSync(await (await download).path(), 'utf8').split('\n');
	expect(head).toContain('params_difference');
	expect(head).toContain('time_change_low');
	expect(first).toContain('WebAssembly');

	// What was measured is on the map.
	await page.getByRole('tab', { name: 'The map' }).click();
	await page.getByLabel('up: metric').selectOption('time');
	await expect(page.getByRole('region', { name: 'Designs on the map' })).toContainText('2 of 2');
});

test('timing is cancelled while it is under way', async ({ page }) => {
	await openComparison(page, 'convnext_large;resnet152');
	await time(page).getByLabel('backend').selectOption('wasm');
	await time(page).getByRole('button', { name: 'Time them' }).click();
	// Together they take almost two gigabytes, which a person is asked about.
	await time(page).getByRole('button', { name: 'Run all the same' }).click();
	await expect(time(page).getByRole('progressbar')).toBeVisible();
	await time(page).getByRole('button', { name: 'Cancel' }).click();
	await expect(time(page)).toContainText('Cancelled.');
});

test('the map teaches, filters by brush and by fields, and a click picks a design', async ({
	page
}) => {
	await openComparison(page, 'convnext_tiny;view=map');
	const list = page.getByRole('region', { name: 'Designs on the map' });
	await expect(page.getByText(/13 designs cost within 10%.+8\.0 points apart/)).toBeVisible();
	await expect(list).toContainText('96 of 96');

	const map = page.getByRole('img', { name: /^Map of 96 designs/ });
	await map.locator('.overlay').waitFor({ state: 'attached' });
	const box = await map.boundingBox();
	if (!box) throw new Error('the map is not on the page');
	await page.mouse.move(box.x + 0.75 * box.width, box.y + 0.04 * box.height);
	await page.mouse.down();
	await page.mouse.move(box.x + 0.96 * box.width, box.y + 0.3 * box.height, { steps: 4 });
	await page.mouse.up();
	await expect(list).not.toContainText('96 of 96');
	await expect(list).toContainText('ConvNeXt V2-H');
	await expect(list).not.toContainText('ResNet-18');
	await page.getByRole('button', { name: 'Show all' }).click();
	await expect(list).toContainText('96 of 96');

	await page.getByLabel('across: most, G').fill('1');
	await page.getByLabel('across: most, G').press('Enter');
	await expect(list).toContainText('18 of 96');
	await page.getByRole('button', { name: 'Add ConvNeXt-A to the comparison' }).click();
	await expect(page).toHaveURL(/#convnext_tiny;convnext_atto;view=map$/);

	await page.getByRole('button', { name: 'Show all' }).click();
	const dot = map.locator('text.name', { hasText: 'ConvNeXt V2-H' });
	const at = await dot.boundingBox();
	if (!at) throw new Error('the largest design has no name');
	// The name stands left of its point.
	await page.mouse.click(at.x + at.width + 7, at.y + at.height / 2);
	const picked = page.getByRole('complementary', { name: 'Picked design' });
	await expect(picked).toContainText('convnextv2_huge.fcmae_ft_in1k');
	await picked.getByRole('link', { name: 'Open ConvNeXt V2-H in the workspace' }).click();
	await expect(page.getByRole('heading', { name: 'ConvNeXt V2-H' })).toBeVisible();
});

test('what two networks make of the same picture stands beside each other at any depth', async ({
	page
}) => {
	await openComparison(page, 'convnext_atto&input=64&depths=1,1,1,1;resnet18&input=64');
	const beside = page.getByRole('region', { name: 'Features beside features' });
	await beside.getByRole('button', { name: 'Open' }).click();
	await beside.getByRole('button', { name: 'Look into all' }).click();
	const [first, second] = ['ConvNeXt-A', 'ResNet-18'].map((name) =>
		beside.getByRole('region', { name: new RegExp(`^Features of ${name}`) })
	) as [Locator, Locator];
	await expect(
		first.getByRole('application', { name: /^Channel \d+, 4 by 4 cells/ })
	).toBeVisible();
	await expect(second.getByRole('application', { name: /^Channel \d+, / })).toBeVisible();
	await expect(second).toContainText('distance of channels');

	await beside.getByRole('slider', { name: 'depth' }).focus();
	await page.keyboard.press('End');
	await expect(
		first.getByRole('application', { name: /^Channel \d+, 2 by 2 cells/ })
	).toBeVisible();
	await expect(
		second.getByRole('application', { name: /^Channel \d+, 2 by 2 cells/ })
	).toBeVisible();
	expect(await findings(page)).toEqual([]);
});
