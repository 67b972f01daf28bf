import { expect, test } from '@playwright/test';
import { DETAIL_TABS } from '../../src/lib/view/details/tabs.ts';
import { findingsInAll, surpluses } from './axe.ts';
import { openWorkspace, runPanel, setRun } from './workspace.ts';

const SIZES = [
	{ width: 1440, height: 900 },
	{ width: 1024, height: 768 },
	{ width: 390, height: 844 }
] as const;

/** A laptop's window at 400% is 320 px wide; nothing asks for more than 300. */
const WIDTHS = [...SIZES, { width: 300, height: 256 }] as const;
const FITS = WIDTHS.map(() => 0);

/** What changes in a dialog; behind it the page stays as it is. */
const DIALOG = ['dialog[open]'];

/** What a tab changes; around it the page stays as it is. */
const TABS = ['[role=tablist]', '[role=tabpanel]'];

test('axe finds nothing in the workspace, and nothing is wider than the page', async ({ page }) => {
	await test.step('axe finds nothing in the workspace', async () => {
		await openWorkspace(page, 'convnext_tiny&depths=3,3,27,3&vs=resnet50');
		await page.getByRole('tab', { name: 'By stage' }).click();
		expect(await findingsInAll(page, SIZES)).toEqual([]);
		for (const [key, tab] of DETAIL_TABS) {
			if (key === 'stages' || key === 'inside') continue;
			await page.getByRole('tab', { name: tab }).click();
			expect(await findingsInAll(page, SIZES, TABS)).toEqual([]);
		}
	});

	await test.step('nothing is wider than the page', async () => {
		await openWorkspace(page, 'resnet200&classes=10&vs=convnext_xlarge');
		expect(await surpluses(page, WIDTHS)).toEqual(FITS);
		for (const tab of ['Ways of counting', 'Memory', 'Roofline']) {
			await page.getByRole('tab', { name: tab }).click();
			expect(await surpluses(page, WIDTHS)).toEqual(FITS);
		}
	});
});

test('axe finds nothing among the presets', async ({ page }) => {
	await openWorkspace(page);
	await page.getByRole('button', { name: 'ConvNeXt-T', exact: true }).click();
	await page.getByRole('option', { name: /^ConvNeXt-T convnext_tiny .* params/ }).waitFor();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
	for (const words of ['convnext_tiny.fb', 'maxvit_tiny_tf_224']) {
		await page.getByRole('combobox', { name: 'find a preset' }).fill(words);
		expect(await findingsInAll(page, SIZES, DIALOG)).toEqual([]);
	}
});

test('axe finds nothing while a metric is locked', async ({ page }) => {
	await openWorkspace(page);
	await page.getByRole('button', { name: 'lock MACs' }).click();
	await page.getByText('Steps, locks, scaling').click();
	await page.getByText('Compound scaling').click();
	await page.getByRole('textbox', { name: 'kernel, stage 3', exact: true }).fill('11');
	await page.getByText('Locked').waitFor();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
});

test('axe finds nothing in what there is to take away', async ({ page }) => {
	await openWorkspace(page, 'convnext_tiny&depths=3,3,27,3');
	await page.getByRole('button', { name: 'Export' }).click();
	const dialog = page.getByRole('dialog', { name: 'export' });
	const choose = async (what: string) => {
		await dialog.getByRole('radio', { name: what, exact: true }).check();
		await dialog.getByRole('button', { name: 'Copy' }).waitFor();
	};
	await choose('PyTorch');
	expect(await findingsInAll(page, SIZES)).toEqual([]);
	for (const what of ['Summary', 'SVG']) {
		await choose(what);
		expect(await findingsInAll(page, SIZES, DIALOG)).toEqual([]);
	}
});

test('axe finds nothing while a link and a field are wrong', async ({ page }) => {
	await openWorkspace(page, 'convnext_tiny&kernels=4');
	await page.getByRole('textbox', { name: 'input', exact: true }).fill('16');
	await page.getByText('Last design that works').waitFor();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
});

test('axe finds nothing around a checkpoint, an image and a refused file', async ({ page }) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel, run } = runPanel(page);
	await panel
		.getByLabel('Open checkpoint')
		.setInputFiles('tests/golden/checkpoints/torchvision_vit_f32.safetensors');
	await panel.getByText('torchvision’s names').waitFor();
	await panel.getByLabel('Choose image').setInputFiles('static/favicon.svg');
	await setRun(page, { runs: '2' });
	await run.click();
	await panel.getByText(/then .+ a pass|no image/).waitFor();
	await panel.getByLabel('Open checkpoint').setInputFiles('package.json');
	await panel.getByText('“package.json”').waitFor();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
	await panel.getByRole('button', { name: 'Preparation' }).click();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
});

test('axe finds nothing in a comparison and on the map', async ({ page }) => {
	await page.goto('/compare/#convnext_tiny;resnet50&kernels=4;convnext_tiny&depths=3,3,27,3');
	await page.locator('[data-ready=true]').waitFor();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
	await page.getByRole('tab', { name: 'The map' }).click();
	await page.getByRole('button', { name: 'ResNet-50', exact: true }).click();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
});

test('axe finds nothing in a design space, which is no wider than the page', async ({ page }) => {
	await page.goto(
		'/space/#convnext_atto;depths.each=1..4;kernels.each=3..9..2;block=basic/inverted;macs=..2;n=300;seed=1'
	);
	await page.locator('[data-ready=true][data-drawing=false]').waitFor();
	await page.getByTitle('Show it on the chart').first().click();
	await page.getByLabel('pick design').first().check();
	expect(await findingsInAll(page, SIZES)).toEqual([]);
	expect(await surpluses(page, WIDTHS)).toEqual(FITS);
});

test('a comparison of six and the map are no wider than the page', async ({ page }) => {
	await page.goto(
		'/compare/#convnext_tiny;resnet200;swin_base_patch4_window12_384;vit_base_patch16_384;resnet18;convnextv2_huge'
	);
	await page.locator('[data-ready=true]').waitFor();
	expect(await surpluses(page, WIDTHS)).toEqual(FITS);
	await page.getByRole('tab', { name: 'The map' }).click();
	await page.getByRole('img', { name: /^Map/ }).waitFor();
	expect(await surpluses(page, WIDTHS)).toEqual(FITS);
});
