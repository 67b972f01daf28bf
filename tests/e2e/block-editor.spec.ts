import { expect, test, type Page } from '@playwright/test';
import { findings } from './axe.ts';
import { metric, openWorkspace } from './workspace.ts';

/** ConvNeXt’s block with its depthwise layer in four branches, each on a quarter of the channels. */
const INCEPTION =
	'add(concat(slice 0 C/4, dw3 | slice C/4 C/2, dw1x11 | slice C/2 3C/4, dw11x1 | slice 3C/4 C), ln, linear 4C, gelu, linear C, scale)';
/** 28,589,128 of ConvNeXt-T, less 41.5 for each channel of each block: 50 for 7 × 7, 8.5 for the branches. */
const PARAMS = '28,314,232';

const inspector = (page: Page) => page.getByRole('region', { name: 'Selected part' });
const block = (page: Page) => page.getByRole('group', { name: 'Block, to be edited' });
const button = (page: Page, name: string | RegExp) =>
	inspector(page).getByRole('button', { name, exact: typeof name === 'string' });
const line = (page: Page) => page.getByRole('textbox', { name: 'this part as a line' });

/** What a person does with one thing of the page: a click, a tap or a key. */
type Press = (thing: ReturnType<typeof button>) => Promise<void>;

async function openBlock(page: Page, press: Press): Promise<void> {
	await openWorkspace(page);
	await press(button(page, /^7 × 7 depthwise 384/));
	await press(button(page, 'Edit this block'));
	await expect(line(page)).toHaveValue('add(dw7, ln, linear 4C, gelu, linear C, scale)');
}

async function expectInception(page: Page): Promise<void> {
	await expect(line(page)).toHaveValue(INCEPTION);
	await expect(metric(page, 'Params', PARAMS)).toBeVisible();
}

/** From ConvNeXt's block to an Inception-style one by pressing what is there. */
async function split(page: Page, press: Press): Promise<void> {
	await openBlock(page, press);
	await press(button(page, 'split'));
	await press(button(page, 'Split once more'));
	await press(button(page, 'Split once more'));
	await press(button(page, /^7 × 7 depthwise 96/));
	await press(button(page, 'kernel, less'));
	await press(button(page, 'kernel, less'));
	for (const [after, name] of [
		['slice C/4 C/2', 'depthwise 1 × 11'],
		['slice C/2 3C/4', 'depthwise 11 × 1']
	] as const) {
		await press(button(page, `Insert after ${after}`));
		await press(page.getByRole('option', { name }));
	}
	await expectInception(page);
	await expect(page.getByRole('table', { name: 'What the last edit changed' })).toBeVisible();
}

test('by mouse alone a ConvNeXt block becomes an Inception-style one, and a drag can be undone', async ({
	page
}) => {
	await split(page, (thing) => thing.click());
	const node = block(page).getByRole('button', { name: /^LN/ });
	const gap = block(page).getByRole('button', { name: 'Insert between linear 4C and gelu' });
	// The block and what is picked in it are seen at once.
	await page.setViewportSize({ width: 1440, height: 1200 });
	await node.click();
	await gap.scrollIntoViewIfNeeded();
	const [from, to] = [await node.boundingBox(), await gap.boundingBox()];
	if (!from || !to) throw new Error('what is dragged is not on the page');
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
	await page.mouse.up();
	await expect(line(page)).toHaveValue(INCEPTION.replace('ln, linear 4C', 'linear 4C, ln'));
	await page.keyboard.press('Control+z');
	await expectInception(page);
});

test('on a phone taps do the same', async ({ browser }) => {
	const context = await browser.newContext({
		viewport: { width: 390, height: 844 },
		hasTouch: true
	});
	const page = await context.newPage();
	await split(page, (thing) => thing.tap());
	const surplus = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(surplus).toBeLessThanOrEqual(0);
	await context.close();
});

test('and so do keys alone, which also move, take out and bring back', async ({ page }) => {
	await openBlock(page, (thing) => thing.press('Enter'));
	const focused = page.locator(':focus');
	const goTo = async (key: string, name: RegExp) => {
		for (let i = 0; i < 40; i++) {
			if (name.test((await focused.getAttribute('aria-label')) ?? '')) return;
			await page.keyboard.press(key);
		}
		throw new Error(`the keys do not lead to ${String(name)}`);
	};
	await button(page, 'split').press('Enter');
	await button(page, 'Split once more').press('Enter');
	await button(page, 'Split once more').press('Enter');
	await block(page).locator('[tabindex="0"]').focus();
	await goTo('ArrowUp', /^7 × 7 depthwise 96/);
	await page.keyboard.press('Enter');
	await page.keyboard.type('3');
	await page.keyboard.press('Escape');
	for (const [after, word] of [
		[/^Insert after slice C\/4 C\/2/, 'dw1x11'],
		[/^Insert after slice C\/2 3C\/4/, 'dw11x1']
	] as const) {
		await goTo('ArrowDown', after);
		await page.keyboard.press('Enter');
		await page.keyboard.type(word);
		await page.keyboard.press('Enter');
		await expect(line(page)).toHaveValue(new RegExp(word));
	}
	await expectInception(page);
	await goTo('ArrowDown', /^GELU/);
	await page.keyboard.press('Alt+ArrowUp');
	await expect(line(page)).toHaveValue(INCEPTION.replace('linear 4C, gelu', 'gelu, linear 4C'));
	await page.keyboard.press('Control+z');
	await goTo('ArrowDown', /^layer scale/);
	await page.keyboard.press('Delete');
	await expect(line(page)).toHaveValue(INCEPTION.replace(', scale', ''));
	await page.keyboard.press('Control+z');
	await expectInception(page);
});

test('a line that is typed is drawn, and what does not fit is said at its node', async ({
	page
}) => {
	await openBlock(page, (thing) => thing.click());
	await line(page).fill('add(ln, linear 3C, attention 7, linear C)');
	await expect(
		block(page).getByRole('button', { name: /does not fit: 7 heads do not divide 384 channels/ })
	).toBeVisible();
	await expect(metric(page, 'Params', '28,589,128')).toBeVisible();
	expect(await findings(page, { within: ['[data-block-editor]'] })).toEqual([]);
	await line(page).fill(INCEPTION);
	await expectInception(page);
	await expect(block(page).getByRole('button', { name: /^1 × 11 depthwise 96/ })).toBeVisible();
});
