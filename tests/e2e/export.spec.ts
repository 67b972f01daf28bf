import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { field, metric, openWorkspace, runPanel, setRun, typePreset } from './workspace.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'export' });

const choose = (page: Page, what: string) =>
	dialog(page).getByRole('radio', { name: what, exact: true }).check();

/** Shows a picture on a page of its own: this site's own takes no markup. */
async function showAlone(page: Page, svg: string): Promise<void> {
	await page.goto('about:blank');
	await page.setContent(svg);
}

async function openExports(page: Page, what: string) {
	await page.getByRole('button', { name: 'Export' }).click();
	await choose(page, what);
}

async function downloaded(page: Page): Promise<{ name: string; content: Buffer }> {
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		dialog(page).getByRole('button', { name: 'Download' }).click()
	]);
	return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

test('a design is taken away in every form, and brought back', async ({ page, context }) => {
	await test.step('the design is taken away as PyTorch that says its own parameters', async () => {
		await openWorkspace(page, 'convnext_tiny&depths=3,3,27,3');
		await openExports(page, 'PyTorch');
		const { name, content } = await downloaded(page);
		expect(name).toBe('convnext_tiny-variant.py');
		expect(String(content)).toContain('timm.create_model("convnext_small")');
		// PyTorch's count of ConvNeXt-S.
		expect(String(content)).toContain('50,223,688 parameters');
		await expect(dialog(page).getByRole('region', { name: /^preview of/ })).toContainText(
			'class Block(nn.Module)'
		);
		await page.keyboard.press('Escape');
	});

	await test.step('table, link and summary can be copied', async () => {
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await openWorkspace(page, 'convnext_tiny&vs=resnet50');
		await page.getByRole('button', { name: 'Export' }).click();
		for (const [what, holds] of [
			['Layers', 'stages.2.blocks.8.mlp.fc2'],
			['Link', '#convnext_tiny&vs=resnet50'],
			['Summary', '| MACs | 4,455,531,264 |']
		] as const) {
			await choose(page, what);
			await dialog(page).getByRole('button', { name: 'Copy' }).click();
			await expect(dialog(page).getByText('Copied')).toBeVisible();
			expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(holds);
		}
		await page.keyboard.press('Escape');
	});

	await test.step('the network is taken away as ONNX with its weights, and its graph is shown', async () => {
		await openWorkspace(page, 'convnext_atto');
		await openExports(page, 'ONNX');
		const contents = dialog(page).getByRole('region', { name: 'contents of convnext_atto.onnx' });
		await expect(contents).toContainText('input: float[batch, 3, 224, 224]');
		await expect(contents).toContainText('(input, stem.0.weight, stem.0.bias)');
		await expect(dialog(page)).toContainText('deterministic, not trained');
		const { name, content } = await downloaded(page);
		expect(name).toBe('convnext_atto.onnx');
		// PyTorch's count of parameters, four bytes each, and the graph.
		expect(content.length).toBeGreaterThan(4 * 3_695_520);
		expect(content.length).toBeLessThan(4 * 3_695_520 + 200_000);
		expect(content.includes('stages.3.blocks.1.mlp.fc2.weight')).toBe(true);
		await choose(page, 'Weights');
		expect((await downloaded(page)).name).toBe('convnext_atto.safetensors');
		await page.keyboard.press('Escape');
	});

	await test.step('the picture is taken away as PNG', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await openExports(page, 'PNG');
		const { name, content } = await downloaded(page);
		expect(name).toBe('convnext_tiny.png');
		expect(content.subarray(1, 4).toString()).toBe('PNG');
		const width = content.readUInt32BE(16);
		expect(width).toBeGreaterThan(1000);
		await page.keyboard.press('Escape');
	});

	await test.step('a design that cannot be computed is not taken away', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await page.getByRole('textbox', { name: 'input', exact: true }).fill('16');
		await page.getByRole('button', { name: 'Export' }).click();
		await expect(dialog(page).getByRole('status')).toContainText('cannot be computed');
		await page.keyboard.press('Escape');
	});

	await test.step('a file that is dropped on the page is opened', async () => {
		await openWorkspace(page, 'convnext_tiny');
		const file = await page.evaluateHandle(() => {
			const settings = { depths: [1, 1, 1, 1] };
			const design = { app: 'ConvNeXt Explorer', version: 1, family: 'convnet', settings };
			const data = new DataTransfer();
			data.items.add(
				new File([JSON.stringify({ ...design, preset: 'convnext_tiny' })], 'design.json')
			);
			return data;
		});
		await page.dispatchEvent('main', 'drop', { dataTransfer: file });
		await expect(page).toHaveURL(/#convnext_tiny&depths=1,1,1,1$/);
	});

	await test.step('a design’s file brings it back, and what is wrong with a file is said', async () => {
		await openWorkspace(page, 'resnet50&depths=2,2,2,2');
		await openExports(page, 'Design');
		const { content } = await downloaded(page);
		await page.keyboard.press('Escape');

		await openWorkspace(page, 'convnext_tiny');
		await page.getByRole('button', { name: 'Export' }).click();
		await dialog(page)
			.getByLabel('Open a design')
			.setInputFiles({ name: 'design.json', mimeType: 'application/json', buffer: content });
		await expect(page).toHaveURL(/#resnet50&depths=2,2,2,2$/);
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(metric(page, 'Params', '28,589,128')).toBeVisible();

		await page.getByRole('button', { name: 'Export' }).click();
		await dialog(page)
			.getByLabel('Open a design')
			.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{') });
		await expect(page.getByRole('alert')).toContainText('the file is no JSON');
	});
});

test('an ONNX file takes the weights of the checkpoint that is open', async ({ page }) => {
	await openWorkspace(page);
	const file = 'tests/golden/checkpoints/timm_convnextv2_f16.safetensors';
	await page.getByLabel('Open checkpoint').setInputFiles(file);
	await expect(page).toHaveURL(/#convnextv2/);
	await openExports(page, 'ONNX');
	await expect(dialog(page)).toContainText('timm_convnextv2_f16.safetensors: 70 tensors, F16');
	const { content } = await downloaded(page);
	expect(content.includes('timm_convnextv2_f16.safetensors')).toBe(true);
});

test('a large file says how far it is written, and can be called off', async ({ page }) => {
	await openWorkspace(page, 'convnext_xlarge');
	await openExports(page, 'ONNX');
	let files = 0;
	page.on('download', () => files++);
	await dialog(page).getByRole('button', { name: 'Download' }).click();
	await expect(dialog(page).getByRole('button', { name: /^Writing \d+%$/ })).toBeVisible();
	await dialog(page).getByRole('button', { name: 'Cancel' }).click();
	await expect(dialog(page).getByRole('button', { name: 'Download' })).toBeEnabled();
	expect(files).toBe(0);
});

for (const theme of ['light', 'dark'] as const)
	test(`the picture is taken away as SVG with text, colours and font of the ${theme} page`, async ({
		page
	}) => {
		await page.emulateMedia({ colorScheme: theme === 'light' ? 'dark' : 'light' });
		await openWorkspace(page, 'convnext_tiny&vs=resnet50');
		await openExports(page, 'SVG');
		await choose(page, theme);
		const { name, content } = await downloaded(page);
		expect(name).toBe('convnext_tiny.svg');
		const svg = String(content);
		// Alone on an empty page it still says what it said.
		await showAlone(page, svg);
		await expect(page.locator('svg > title')).toHaveText('ConvNeXt-T');
		await expect(page.locator('text', { hasText: 'stage 3' }).first()).toBeVisible();
		// Who holds the file cannot run anything; what the colours mean is told.
		expect(svg).not.toMatch(/Run the network|foreignObject/);
		for (const words of ['depthwise', 'pointwise', 'norm', 'baseline, where it differs'])
			await expect(page.locator('text').getByText(words, { exact: true })).toBeVisible();
		expect(svg).toContain('font/woff2;base64');
		expect(svg).not.toMatch(/var\(--|light-dark|class=/);
		const ground = theme === 'light' ? 'rgb(251, 250, 247)' : 'rgb(21, 23, 26)';
		expect(svg).toContain(`fill="${ground}"`);
	});

test('a picture that is coloured by cost says from where to where its colours go', async ({
	page
}) => {
	// Wide enough for a legend of one line.
	await page.setViewportSize({ width: 1600, height: 900 });
	await openWorkspace(page, 'convnext_tiny');
	await page.getByRole('button', { name: 'View', exact: true }).click();
	await page
		.getByRole('group', { name: 'Colour of a layer' })
		.getByRole('radio', { name: 'cost' })
		.check();
	await page.keyboard.press('Escape');
	await openExports(page, 'SVG');
	await choose(page, 'dark');
	const { content } = await downloaded(page);
	await showAlone(page, String(content));
	const legend = page.locator('svg > g').last();
	await expect(legend.locator('text')).toHaveText([
		...['0', '116 M MACs a layer', 'height: map side, shade: channels']
	]);
	// Nothing of it meets anything else, and the ground lies behind all of it.
	const boxes = await legend.locator('> *').evaluateAll((marks) =>
		marks.map((mark) => {
			const { left, right } = mark.getBoundingClientRect();
			return { left, right, colour: mark.getAttribute('fill') };
		})
	);
	for (const [i, { left }] of boxes.slice(1).entries())
		expect(left).toBeGreaterThanOrEqual((boxes[i]?.right ?? 0) - 0.1);
	expect(new Set(boxes.slice(1, -2).map(({ colour }) => colour)).size).toBe(9);
	const [box, ground] = await Promise.all([
		legend.boundingBox(),
		page.locator('svg > rect').last().boundingBox()
	]);
	if (!box || !ground) throw new Error('the legend has no ground');
	expect(ground.x).toBeLessThan(box.x);
	expect(ground.y).toBeLessThan(box.y);
	expect(ground.x + ground.width).toBeGreaterThan(box.x + box.width);
	expect(ground.y + ground.height).toBeGreaterThan(box.y + box.height);
});

test('an EfficientNet is found by its name, edited, run and taken away', async ({ page }) => {
	await openWorkspace(page);
	await page.getByRole('button', { name: 'ConvNeXt-T', exact: true }).click();
	await typePreset(page, 'efficientnet_b0');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('EfficientNet-B0');
	await field(page, 'classes').fill('10');
	await field(page, 'input').fill('128');
	// timm 1.0.29's efficientnet_b0 with 10 classes on 128 px, as PyTorch counts it.
	await expect(metric(page, 'Params', '4,020,358')).toBeVisible();
	await expect(metric(page, 'MACs', '125,997,568')).toBeVisible();

	const { panel, run } = runPanel(page);
	await setRun(page, { backend: 'wasm' });
	await run.click();
	await expect(panel).toContainText(/then .+ a pass/);

	await openExports(page, 'PyTorch');
	const { content } = await downloaded(page);
	expect(String(content)).toContain('4,020,358 parameters');
	expect(String(content)).toContain('timm.create_model("efficientnet_b0", num_classes=10)');
});

test('the picture is drawn anew for a column of a paper, with a caption, and printed at that size', async ({
	page
}) => {
	// Nobody answers the dialog here.
	await page.addInitScript(() => (globalThis.print = () => {}));
	await openWorkspace(page);
	await openExports(page, 'PDF');
	const dialog = page.getByRole('dialog', { name: 'export' });
	await dialog.getByRole('radio', { name: 'one column' }).click();
	await dialog.getByRole('checkbox', { name: 'caption' }).check();
	await expect(dialog.locator('.sheet img')).toHaveJSProperty('naturalWidth', 336);
	await dialog.getByRole('button', { name: 'Print to PDF' }).click();
	await expect(page.locator('.printed-picture')).toContainText('ConvNeXt-T for 224 × 224 × 3:');
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	// 3.5 inches.
	expect(pdf).toMatch(/MediaBox \[0 0 252 /);
	expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
	// Journals take no fonts that are drawn letter by letter.
	expect(pdf).not.toContain('/Type3');
	await expect(page.locator('.printed-picture')).toHaveCount(0);
});
