import { expect, test, type Locator } from '@playwright/test';
import { findings } from './axe.ts';
import { field, openWorkspace, runPanel } from './workspace.ts';

/** A picture of one pixel. */
const DOT = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4EaUBAAM4AUu6yANpAAAAAElFTkSuQmCC',
	'base64'
);

test('what comes out of a layer is seen on the picture, and arrow keys go on to the next', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=64');
	await page.getByRole('tab', { name: 'Look inside' }).click();
	const inside = page.getByRole('region', { name: 'Look inside' });
	await inside.getByRole('button', { name: 'Look inside' }).click();
	await expect(inside).toContainText('stages.3.blocks.1.add');
	const map = inside.getByRole('application');
	await expect(map).toHaveAttribute('aria-label', /^Channel \d+, 2 by 2 cells/);

	await page.getByRole('application', { name: /^Network along/ }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(inside.getByRole('heading')).toContainText('stem.');
	await expect(map).toHaveAttribute('aria-label', /16 by 16 cells/);
	await inside.getByLabel('channels by').selectOption('index');
	await inside.getByRole('button', { name: 'Channel 7', exact: true }).click();
	await map.focus();
	await page.keyboard.press('ArrowDown');
	await expect(inside.getByText(/^row 2, column 1: −?\d/)).toBeVisible();
	expect(await findings(page)).toEqual([]);

	const saving = page.waitForEvent('download');
	await inside.getByRole('button', { name: 'Save as PNG' }).click();
	expect((await saving).suggestedFilename()).toMatch(/^convnext_atto-stem\.\d\.png$/);

	await inside.getByRole('button', { name: 'Statistics of every layer' }).click();
	await expect(inside).toContainText('Picture: stripes with noise. Weights: deterministic');
	await page.getByRole('application', { name: /^Network along/ }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(
		page.getByText(/norm, stem\.1;.* mean .*; standard deviation .*; distance of channels 0\.\d+/)
	).toBeAttached();
	await expect(inside.getByRole('heading')).toContainText('stem.1');
	expect(await findings(page)).toEqual([]);
	await field(page, 'depth, stage 4').fill('3');
	await page.keyboard.press('Enter');
	await expect(inside.getByRole('button', { name: 'Statistics of every layer' })).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await inside.getByRole('button', { name: 'Hide the tracks' }).click();
});

test('where a class comes from is asked by keyboard, of any class and any block, and saved', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=64&classes=10');
	await page.getByRole('tab', { name: 'Look inside' }).click();
	const inside = page.getByRole('region', { name: 'Look inside' });
	await inside.getByRole('tab', { name: 'Features' }).focus();
	await page.keyboard.press('ArrowRight');
	await inside.getByRole('button', { name: 'Look inside' }).click();
	const map = inside.getByRole('application');
	await expect(map).toHaveAttribute(
		'aria-label',
		/^Where the network sees class \d\., 2 by 2 cells/
	);
	await expect(inside.getByRole('region', { name: 'Lines for PyTorch' })).toContainText(
		'get_submodule("stages.3.blocks.1")'
	);

	const another = inside.getByLabel('another class');
	await another.fill('10');
	await another.press('Enter');
	await expect(inside.getByText('classes are numbers from 0 to 9')).toBeVisible();
	await another.fill('7');
	await another.press('Enter');
	await expect(map).toHaveAttribute('aria-label', /^Where the network sees class 7\./);
	await inside.getByLabel('method').selectOption('gradient × input');
	await expect(map).toHaveAttribute('aria-label', /64 by 64 cells/);
	await map.focus();
	await page.keyboard.press('ArrowDown');
	await expect(inside.getByText(/^row 2, column 1: −?\d/)).toBeVisible();
	expect(await findings(page)).toEqual([]);

	const saving = page.waitForEvent('download');
	await inside.getByRole('button', { name: 'Save as PNG' }).click();
	expect((await saving).suggestedFilename()).toBe('convnext_atto-gradient-input-7.png');
});

test('how much of what a unit can see moves it is measured for every stage, and for other kernels', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32&depths=1,1,1,1');
	await page.getByRole('tab', { name: 'Look inside' }).click();
	const inside = page.getByRole('region', { name: 'Look inside' });
	await inside.getByRole('tab', { name: 'Receptive fields' }).click();
	await inside.getByLabel('passes').fill('1');
	await inside.getByRole('button', { name: 'Measure every stage' }).click();
	const sizes = inside.getByRole('region', { name: 'Sizes of receptive fields' });
	await expect(sizes.getByRole('row', { name: /^stem 4 px \d px \d px/ })).toBeVisible();
	await expect(sizes.getByRole('row')).toHaveCount(6);
	await expect(inside.getByText('averaged over 1 input of uniform noise')).toBeVisible();
	await inside.getByRole('button', { name: 'stage 1' }).focus();
	await page.keyboard.press('Enter');
	const map = inside.getByRole('application', { name: /^Effective receptive field, stage 1: / });
	await map.focus();
	await page.keyboard.press('ArrowDown');
	await expect(inside.getByText(/^pixel in row 2, column 1: \d/)).toBeVisible();
	expect(await findings(page)).toEqual([]);

	await inside.getByLabel('over').selectOption('the picture in use');
	await inside.getByRole('button', { name: 'Kernels 3, 5, 7, 11, 31' }).click();
	await expect(sizes.getByRole('row', { name: /^31 × 31 / })).toBeVisible();
	await expect(sizes.getByRole('row')).toHaveCount(6);
	await expect(inside.getByText('averaged over 1 pass over the picture in use')).toBeVisible();
});

test('where a token looks is asked of any place by keyboard, and weights are seen without a run', async ({
	page
}) => {
	await openWorkspace(page, 'vit_tiny_patch16_224&input=32&depth=2&classes=10');
	await page.getByRole('tab', { name: 'Look inside' }).click();
	const inside = page.getByRole('region', { name: 'Look inside' });
	await inside.getByRole('tab', { name: 'Weights' }).click();
	const map = inside.getByRole('application').first();
	await expect(map).toHaveAttribute('aria-label', /^Filter 0, 16 by 16 cells/);
	await inside.getByRole('combobox', { name: 'weight' }).selectOption('pos_embed');
	await expect(map).toHaveAttribute('aria-label', /^Likeness to row 2, column 2, 2 by 2 cells/);
	await map.focus();
	await page.keyboard.press('ArrowUp');
	await expect(map).toHaveAttribute('aria-label', /^Likeness to row 1, column 2/);
	const savingWeight = page.waitForEvent('download');
	await inside.getByRole('button', { name: 'Save as PNG' }).click();
	expect((await savingWeight).suggestedFilename()).toBe('vit_tiny_patch16_224-pos_embed.png');
	await inside.getByRole('application', { name: 'Histogram of pos_embed' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(inside.getByText(/of 960 values$/)).toBeVisible();
	expect(await findings(page)).toEqual([]);

	await inside.getByRole('tab', { name: 'Attention' }).click();
	await inside.getByRole('button', { name: 'Look inside' }).click();
	await inside.getByRole('combobox', { name: 'layer' }).selectOption('blocks.1.attn');
	await expect(map).toHaveAttribute('aria-label', /^Where the class token looks, mean of heads/);
	await inside.getByRole('button', { name: 'head 2' }).click();
	await map.click({ position: { x: 20, y: 20 } });
	await page.keyboard.press('ArrowDown');
	await expect(map).toHaveAttribute('aria-label', /^Where row 2, column 1 looks, head 2/);
	await inside.getByLabel('rollout of the class token').check();
	await expect(map).toHaveAttribute('aria-label', /^What of every place the class token holds/);
	expect(await findings(page)).toEqual([]);

	const saving = page.waitForEvent('download');
	await inside.getByRole('button', { name: 'Save as PNG' }).click();
	expect((await saving).suggestedFilename()).toBe('vit_tiny_patch16_224-blocks.1.attn-rollout.png');
});

test('what a network becomes without a block, a layer or a channel is seen in its output and its maps', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32&classes=10&depths=1,1,2,1');
	await page.getByRole('tab', { name: 'Look inside' }).click();
	const inside = page.getByRole('region', { name: 'Look inside' });
	await inside.getByRole('button', { name: 'Look inside' }).click();
	// What is under way is waited for: one press is enough.
	await inside.getByRole('tab', { name: 'Lesions' }).click();
	await inside.getByRole('button', { name: 'Measure without each block' }).click();
	const blocks = inside.getByRole('region', { name: 'Change of the output without each block' });
	await expect(blocks.getByRole('row')).toHaveCount(6);
	await expect(blocks.getByRole('row', { name: /^stages\.2\.blocks\.1 .*\d\.\d+/ })).toBeVisible();
	await inside.getByRole('checkbox', { name: 'Switch off stages.2.blocks.1' }).focus();
	await page.keyboard.press('Space');
	const off = inside.getByRole('region', { name: 'Switched off', exact: true });
	const outputs = off.getByRole('region', { name: 'Outputs without what is switched off' });
	await expect(outputs.getByRole('row', { name: /^class \d+ \d+% \d+% / }).first()).toBeVisible();
	expect(await findings(page)).toEqual([]);

	await inside.getByRole('tab', { name: 'Features' }).click();
	await expect(inside.getByText('Without stages.2.blocks.1')).toBeVisible();
	await expect(inside.getByRole('application')).toBeVisible();
	await inside.getByRole('button', { name: 'Switch all on again' }).click();
	await expect(inside.getByText('Without stages.2.blocks.1')).toHaveCount(0);
});

test('the tour leads from the stem to evidence by keys, and its place is in the link', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=64&classes=10&tour=fields');
	const tour = page.getByRole('region', { name: 'Tour', exact: true });
	await expect(tour).toContainText('How far it really sees');
	await tour.getByRole('button', { name: 'Next' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(tour).toContainText('No class means anything without training');
	const inside = page.getByRole('region', { name: 'Look inside', exact: true });
	await expect(inside.getByRole('application')).toBeVisible();
	await expect(page).toHaveURL(/tour=evidence/);
	expect(await findings(page)).toEqual([]);

	// On a phone, with a picture in use, a step and its map stand between figures and run.
	await page.setViewportSize({ width: 390, height: 844 });
	await runPanel(page).panel.getByRole('button', { name: 'Tools', exact: true }).click();
	const images = page.getByRole('dialog', { name: 'Tools' }).locator('input[accept="image/*"]');
	await images.first().setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: DOT });
	await page.keyboard.press('Escape');
	await expect(tour).toContainText('Picture: dot.png');
	await tour.getByRole('button', { name: 'Back' }).click();
	await tour.getByRole('button', { name: 'Next' }).click();
	await expect(inside.getByRole('application')).toBeInViewport({ ratio: 1 });
	const sides = async (part: Locator) => (await part.boundingBox()) ?? { y: NaN, height: NaN };
	const [figures, step, map, run] = [
		await sides(page.getByRole('region', { name: 'metrics' })),
		await sides(tour),
		await sides(inside.getByRole('application')),
		await sides(runPanel(page).panel)
	];
	expect(step.y).toBeGreaterThanOrEqual(figures.y + figures.height);
	expect(map.y + map.height).toBeLessThanOrEqual(run.y);
	await tour.getByRole('button', { name: 'Leave the tour' }).click();
	await expect(page).not.toHaveURL(/tour/);
});
