import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { findings } from './axe.ts';
import { field, metric, openWorkspace, runPanel, setRun, typePreset } from './workspace.ts';

/** What the open list of presets offers. */
const rows = (page: Page, options: { name?: RegExp } = {}) =>
	page.getByRole('listbox').getByRole('option', options);

test('a person picks a network, edits it, undoes and redoes', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'no-preference' });
	await openWorkspace(page);
	await expect(metric(page, 'Params', '28,589,128')).toBeVisible();

	await page.getByRole('button', { name: 'ConvNeXt-T', exact: true }).click();
	// What is typed goes to the search without a click.
	await expect(page.getByRole('combobox', { name: 'find a preset' })).toBeFocused();
	await page.keyboard.type('resnet 50');
	await rows(page, { name: /^ResNet-50 resnet50 / }).click();
	await expect(metric(page, 'Params', '25,557,032')).toBeVisible();

	// The second step of the paper's roadmap: PyTorch counts 28,628,520.
	await field(page, 'depth, stage 2').fill('3');
	await field(page, 'depth, stage 3').fill('9');
	await expect(metric(page, 'Params', '28,628,520')).toBeVisible();
	await expect(metric(page, 'MACs', '4,525,916,160')).toBeVisible();

	await page.keyboard.press('Control+z');
	await page.keyboard.press('Control+z');
	await expect(metric(page, 'Params', '25,557,032')).toBeVisible();
	await page.keyboard.press('Control+Shift+z');
	await page.getByRole('button', { name: 'Redo' }).click();
	await expect(metric(page, 'Params', '28,628,520')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Redo' })).toBeDisabled();

	// The same field, left in between: each edit is undone by itself, and the keystrokes of one at once.
	await field(page, 'input').focus();
	await page.keyboard.type('160');
	await page.keyboard.press('Enter');
	await page.keyboard.type('8');
	await page.keyboard.press('Control+a');
	await page.keyboard.type('192');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Control+z');
	await expect(field(page, 'input')).toHaveValue('160');
	await page.keyboard.press('Control+z');
	await expect(field(page, 'input')).toHaveValue('224');
});

test('a person types a name of timm’s with its tag, and walks the list by keys', async ({
	page
}) => {
	await openWorkspace(page, 'resnet18.a3_in1k');
	await expect(page).toHaveURL(/#resnet18&input=160&from=a3_in1k$/);
	await expect(field(page, 'input')).toHaveValue('160');
	await expect(page.getByRole('banner')).toContainText('from resnet18.a3_in1k');

	await page.getByRole('button', { name: 'ResNet-18', exact: true }).click();
	const words = page.getByRole('combobox', { name: 'find a preset' });
	const isActive = async (name: RegExp) => {
		const id = await words.getAttribute('aria-activedescendant');
		await expect(page.locator(`[id="${id}"]`)).toContainText(name);
		await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
	};
	await expect(rows(page).and(page.locator('[aria-selected=true]'))).toContainText('resnet18');
	await isActive(/resnet18/);
	await words.press('ArrowDown');
	await expect(words).not.toHaveAttribute('aria-activedescendant', /resnet18$/);
	await words.press('ArrowUp');
	await isActive(/resnet18/);
	await words.press('Home');
	await expect(rows(page).first()).toBeInViewport();

	await words.fill('convnext_tiny.fb_in22k');
	await expect(rows(page)).toHaveCount(3);
	await words.press('End');
	await words.press('Enter');
	await expect(page).toHaveURL(/#convnext_tiny&classes=21841&from=fb_in22k$/);
	await expect(metric(page, 'Params', '44,615,857')).toBeVisible();
});

test('a name that is no preset is told what is nearest and why it is not there', async ({
	page
}) => {
	await openWorkspace(page, 'maxvit_tiny_tf_224');
	await expect(page.getByRole('alert')).toContainText(
		'“maxvit_tiny_tf_224” is of timm’s maxxvit.py, and of no family here'
	);
	await page.getByRole('button', { name: 'dismiss' }).click();
	await page.getByRole('button', { name: 'ConvNeXt-T', exact: true }).click();
	await typePreset(page, 'convnxt_tinny');
	await expect(page.getByRole('dialog')).toContainText('“convnxt_tinny” is no preset');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeHidden();
	await page.getByRole('button', { name: 'ConvNeXt-T', exact: true }).click();
	await page.getByLabel('most params').selectOption('≤ 5.00 M params');
	await page.getByLabel('order').selectOption('fewest MACs first');
	const params = await rows(page).allTextContents();
	expect(params.length).toBeGreaterThan(1);
	// With three digits and a unit: 3.70 M params.
	for (const text of params) expect(text).toMatch(/ [0-5]\.\d+ M params|\d k params/);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'ConvNeXt-T', exact: true })).toBeFocused();
});

test('a link opens the same design in a new tab', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openWorkspace(page);
	await field(page, 'width, stage 1').fill('128');
	await field(page, 'depth, stage 3').fill('27');
	await page.getByRole('button', { name: 'baseline: ConvNeXt-T' }).click();
	await typePreset(page, 'resnet50');
	await page.keyboard.press('Enter');

	await page.getByRole('button', { name: 'Share' }).click();
	await expect(page.getByText('Link copied')).toBeVisible();
	const address = await page.evaluate(() => navigator.clipboard.readText());
	expect(address).toMatch(/#convnext_tiny&depths=3,3,27,3&widths=128,256,512,1024&vs=resnet50$/);
	await page.getByText('QR code', { exact: true }).click();
	await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();

	const other = await context.newPage();
	await other.goto(address);
	// What PyTorch counts for ConvNeXt-B, which this design now is.
	await expect(metric(other, 'Params', '88,591,464')).toBeVisible();
	await expect(other.getByRole('button', { name: 'baseline: ResNet-50' })).toBeVisible();
	await expect(other.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('the address follows the design and opens it again on reload', async ({ page }) => {
	await openWorkspace(page);
	await field(page, 'depth, stage 3').fill('27');
	await expect(page).toHaveURL(/#convnext_tiny&depths=3,3,27,3$/);
	await page.reload();
	await expect(metric(page, 'Params', '50,223,688')).toBeVisible();
});

test('a design is edited field by field and line by line, and whatever is wrong with it is said', async ({
	page
}) => {
	await test.step('a hostile link gives messages that name the fields, and a design that works', async () => {
		await openWorkspace(
			page,
			'convnext_tiny&kernels=4&foo=<img src=x onerror=alert(1)>&classes=10'
		);
		const alert = page.getByRole('alert');
		await expect(alert).toContainText('kernels: “4” is not permitted');
		await expect(alert).toContainText('“foo” is no field');
		await expect(field(page, 'classes')).toHaveValue('10');
		await page.getByRole('button', { name: 'dismiss' }).click();
		await expect(alert).toHaveCount(0);
	});

	await test.step('an impossible combination says so beside its field and keeps the last good counts', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await field(page, 'input').fill('16');
		await expect(page.getByRole('alert')).toContainText('does not fit the 1 × 1 map');
		await expect(metric(page, 'Params', '28,589,128')).toBeVisible();
		await expect(page.getByText('Last design that works')).toBeVisible();

		await field(page, 'input').fill('sixty');
		await expect(page.getByRole('alert')).toContainText('whole numbers from 8 to 2048');
		await field(page, 'input').fill('64');
		await expect(page.getByRole('alert')).toHaveCount(0);
	});

	await test.step('a changed field says so and is set back alone', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await field(page, 'kernel, stage 1').fill('9');
		await field(page, 'classes').fill('10');
		await page.getByRole('button', { name: /^kernel differs from the preset/ }).click();
		await expect(field(page, 'kernel, stage 1')).toHaveValue('7');
		await expect(field(page, 'classes')).toHaveValue('10');
		await page.getByRole('button', { name: 'Reset', exact: true }).click();
		await expect(field(page, 'classes')).toHaveValue('1000');
	});

	await test.step('arrow keys and sliders move by sensible steps, and a drag is undone at once', async () => {
		await openWorkspace(page, 'convnext_tiny');
		const kernel = field(page, 'kernel, stage 1');
		await kernel.press('ArrowUp');
		await expect(kernel).toHaveValue('9');

		await page.getByRole('slider', { name: 'depth, stage 3, slider' }).press('ArrowRight');
		await expect(field(page, 'depth, stage 3')).toHaveValue('10');

		const slider = page.getByRole('slider', { name: 'input, slider' });
		await slider.scrollIntoViewIfNeeded();
		const box = await slider.boundingBox();
		if (!box) throw new Error('the slider is not on the page');
		const middle = box.y + box.height / 2;
		await page.mouse.move(box.x + box.width / 2, middle);
		await page.mouse.down();
		for (const share of [0.6, 0.7, 0.8]) await page.mouse.move(box.x + share * box.width, middle);
		await page.mouse.up();
		await expect(field(page, 'input')).not.toHaveValue('224');
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(field(page, 'input')).toHaveValue('224');
		await expect(field(page, 'depth, stage 3')).toHaveValue('10');
	});

	await test.step('a block becomes a line of text, which is edited, counted, faulted and undone', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await page.getByRole('button', { name: 'Edit as a line' }).click();
		await expect(page).toHaveURL(/#custom:convnext_tiny$/);
		const block = field(page, 'block');
		await expect(block).toHaveValue('add(dw7, ln, linear 4C, gelu, linear C, scale)');
		await expect(metric(page, 'Params', '28,589,128')).toBeVisible();

		await block.fill('add(dw7, ln, linear 4C, gelu, linear C)');
		// Without the 6,624 factors of layer scale.
		await expect(metric(page, 'Params', '28,582,504')).toBeVisible();
		await block.fill('add(dw7, lnn, linear C)');
		await expect(page.getByRole('alert')).toContainText('at character 10: “lnn” is no operation');
		await expect(metric(page, 'Params', '28,582,504')).toBeVisible();

		await block.blur();
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(page.getByRole('heading', { name: 'ConvNeXt-T', exact: true })).toBeVisible();
	});

	await test.step('a paper’s block goes into one stage of a design, and is undone', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await page.getByRole('button', { name: 'From papers' }).click();
		const dialog = page.getByRole('dialog', { name: 'Blocks from papers' });
		// 32 groups do not divide half of 96 channels.
		await expect(dialog.getByRole('button', { name: 'Use ResNeXt' })).toBeDisabled();
		await dialog.getByLabel('Put into').selectOption('stage 2');
		await expect(dialog.getByRole('button', { name: 'Use ResNeXt' })).toBeEnabled();
		await dialog.getByRole('button', { name: 'Use InceptionNeXt' }).click();
		await expect(dialog).toBeHidden();
		await expect(metric(page, 'Params', '28,562,776')).toBeVisible();
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(metric(page, 'Params', '28,589,128')).toBeVisible();
	});

	await test.step('the layer table filters, sorts, selects and downloads', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await page.getByRole('tab', { name: 'All layers' }).click();
		await page.getByRole('searchbox', { name: 'filter layers' }).fill('depthwise');
		await expect(page.getByText('18 of 137')).toBeVisible();
		await page.getByRole('button', { name: 'params', exact: true }).click();
		const first = page
			.getByRole('region', { name: 'layers' })
			.locator('tbody')
			.getByRole('button')
			.first();
		await expect(first).toHaveText('stages.3.blocks.0.conv_dw');
		await first.click();
		await expect(first).toHaveAttribute('aria-pressed', 'true');

		const download = page.waitForEvent('download');
		await page.getByRole('button', { name: 'CSV' }).click();
		const path = await (await download).path();
		const lines = readFileSync(path, 'utf8').split('\n');
		expect(lines).toHaveLength(19);
		expect(lines[1]).toContain('stages.3.blocks.0.conv_dw,depthwise');
	});

	await test.step('the stage ratio spreads the same number of blocks, and widths double together', async () => {
		await openWorkspace(page, 'resnet50');
		await page.getByLabel('ratio').selectOption('1:1:3:1');
		const depths = [1, 2, 3, 4].map((stage) => field(page, `depth, stage ${stage}`).inputValue());
		expect((await Promise.all(depths)).map(Number)).toEqual([3, 3, 8, 2]);
		await field(page, 'width, stage 2').fill('192');
		await expect(field(page, 'width, stage 4')).toHaveValue('768');
		await page.getByLabel('widths double').uncheck();
		await field(page, 'width, stage 1').fill('80');
		await expect(field(page, 'width, stage 4')).toHaveValue('768');
	});
});

test('the design, its past and its run are there again after a look at other pages', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel, run } = runPanel(page);
	await field(page, 'depth, stage 1').fill('5');
	await setRun(page, { backend: 'wasm', runs: '1' });
	await run.click();
	await expect(panel).toContainText(/then .+ a pass/);

	const pages = page.getByRole('navigation', { name: 'pages' });
	for (const name of ['Space', 'Roadmap', 'Compare']) {
		await pages.getByRole('link', { name, exact: true }).click();
		await expect(pages.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
		await pages.getByRole('link', { name: 'Explore' }).click();
		await expect(field(page, 'depth, stage 1')).toHaveValue('5');
		await expect(panel).toContainText(/then .+ a pass/);
	}
	await expect(page).toHaveURL(/#convnext_atto&depths=5,2,6,2&input=32$/);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(field(page, 'depth, stage 1')).toHaveValue('2');

	// A link that is opened from elsewhere is one more step.
	await page.evaluate(() => (location.hash = '#resnet18'));
	await expect(metric(page, 'Params', '11,689,512')).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(field(page, 'depth, stage 1')).toHaveValue('2');
});

test('panes are resized by dragging and by keys, remembered, reset and folded; on a phone there is nothing of it', async ({
	page
}) => {
	await page.setViewportSize({ width: 1280, height: 720 });
	await openWorkspace(page);
	const divider = page.getByRole('separator', { name: 'Width of the editor' });
	const inspector = page.getByRole('separator', { name: 'Width of the inspector' });
	await expect(divider).toHaveAttribute('aria-valuenow', '304');
	const box = await divider.boundingBox();
	if (!box) throw new Error('the divider is not on the page');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + 80, y, { steps: 4 });
	await page.mouse.up();
	await expect(divider).toHaveAttribute('aria-valuenow', '384');
	await inspector.press('ArrowLeft');
	await expect(inspector).toHaveAttribute('aria-valuenow', '272');
	expect(await findings(page)).toEqual([]);
	await page.reload();
	await expect(divider).toHaveAttribute('aria-valuenow', '384');
	await expect(inspector).toHaveAttribute('aria-valuenow', '272');
	await divider.dblclick();
	await expect(divider).toHaveAttribute('aria-valuenow', '304');
	await inspector.press('Enter');
	await expect(page.getByRole('button', { name: 'Open the inspector' })).toBeVisible();
	await page.setViewportSize({ width: 390, height: 844 });
	await expect(page.getByRole('separator')).toHaveCount(0);
});
