import { expect, test } from '@playwright/test';
import { findings } from './axe.ts';
import { drop, field, openWorkspace } from './workspace.ts';

const LATE = 'custom:convnext_atto&blocks=add(ln,linear+4C,dw7,gelu,linear+C)';

test('a teacher makes a lesson with a goal, and a student who meets it is told so', async ({
	page,
	context
}) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openWorkspace(page, LATE);
	await page.getByRole('button', { name: 'Share' }).click();
	await page.getByRole('button', { name: 'Make a lesson of it' }).click();
	const maker = page.getByRole('dialog', { name: 'Make a lesson' });
	await maker.getByLabel('depth', { exact: true }).check();
	await maker.getByLabel('which operations there are (they may move)').check();
	await maker.getByLabel('Question for the students').fill('Move one operation. Which?');
	await maker.getByRole('button', { name: 'Add a goal' }).click();
	await maker.getByLabel('goal 1: of').selectOption('stages.0.blocks.0.conv_dw');
	await maker.getByLabel('goal 1: at most, G').fill('0.007');
	await maker.getByLabel('goal 1: at most, G').press('Enter');
	await maker.getByRole('button', { name: 'Copy lesson link' }).click();
	await expect(maker.getByText('Link copied.')).toBeVisible();
	const address = await page.evaluate(() => navigator.clipboard.readText());

	const student = await context.newPage();
	await student.goto(address);
	const lesson = student.getByRole('region', { name: 'Lesson' });
	await expect(lesson).toContainText('Move one operation. Which?');
	await expect(lesson).toContainText(
		'This lesson locks: depth, which operations there are (they may move).'
	);
	await expect(lesson).toContainText('MACs of stages.0.blocks.0.conv_dw: at most 0.007 G');
	await expect(lesson).toContainText('too many');
	await expect(field(student, 'depth, stage 1')).toBeDisabled();
	await expect(student.locator('[data-help=depths]').getByText('locked')).toBeVisible();
	await expect(student.getByRole('button', { name: 'From papers' })).toBeDisabled();
	await expect(student.getByTitle('no other preset can be picked')).toBeDisabled();

	const figures = await student.getByRole('region', { name: 'metrics' }).textContent();
	await field(student, 'block').fill('add(ln, linear 4C, dw3, gelu, linear C)');
	await expect(lesson.getByRole('alert')).toContainText(
		'Nothing was changed: this lesson locks which operations'
	);
	await student.getByText('Steps, locks, scaling').click();
	await student.getByText('Compound scaling').click();
	await student.getByRole('slider', { name: 'compound scaling' }).fill('2');
	await expect(lesson.getByRole('alert')).toContainText('locks depth');
	await expect(student.getByRole('slider', { name: 'compound scaling' })).toHaveValue('0');
	expect(await student.getByRole('region', { name: 'metrics' }).textContent()).toBe(figures);
	await field(student, 'block').fill('add(ln, dw7, linear 4C, gelu, linear C)');
	await expect(lesson.getByRole('status')).toHaveText('Well done: the goal is met.');
	await expect(lesson.getByRole('alert')).toBeHidden();
	expect(await findings(student)).toEqual([]);

	await student.reload();
	await expect(lesson.getByRole('status')).toHaveText('Well done: the goal is met.');
	await student.getByRole('button', { name: 'Undo' }).click();
	await expect(field(student, 'block')).toHaveValue('add(ln, linear 4C, dw7, gelu, linear C)');
	await expect(lesson).toContainText('too many');
});

const GOAL_ONLY = 'convnext_atto&ask=Make%20it%20cheaper.&goal=macs:..0.5';

test('a lesson without locks says that a preset or a file brought another network, and begins again', async ({
	page
}) => {
	await openWorkspace(page, GOAL_ONLY);
	const lesson = page.getByRole('region', { name: 'Lesson' });
	await expect(lesson).toContainText('MACs: at most 0.5 G');
	const file = { app: 'ConvNeXt Explorer', version: 1, family: 'convnet', preset: 'resnet18' };
	await drop(page, 'design.json', JSON.stringify({ ...file, settings: {} }));
	await expect(lesson).toContainText('The lesson began with ConvNeXt-A, and this is ResNet-18.');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(lesson).not.toContainText('began with');
	await page.getByRole('button', { name: 'Redo' }).click();
	await lesson.getByRole('button', { name: 'Begin it again' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('ConvNeXt-A');
	await expect(lesson).not.toContainText('began with');
	await expect(lesson).toContainText('too many');
});

test('a lesson that was left leads back, by hand and by undo', async ({ page }) => {
	await openWorkspace(page, GOAL_ONLY);
	const lesson = page.getByRole('region', { name: 'Lesson', exact: true });
	await lesson.getByRole('button', { name: 'Leave the lesson' }).click();
	await expect(lesson).toBeHidden();
	expect(await findings(page)).toEqual([]);
	await page.getByRole('button', { name: 'Back to the lesson' }).click();
	await expect(lesson).toBeVisible();
	await page.evaluate(() => (location.hash = 'resnet18'));
	await expect(page.getByText('The lesson was left: Make it cheaper.')).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(lesson).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('ConvNeXt-A');
});

test('on a phone, what a lesson locks is refused at the line and in the block’s diagram', async ({
	browser
}) => {
	const viewport = { width: 390, height: 844 };
	const context = await browser.newContext({ viewport, hasTouch: true });
	const page = await context.newPage();
	await openWorkspace(page, `${LATE}&lock=operations`);
	await field(page, 'block').fill('add(ln, linear 4C, dw3, gelu, linear C)');
	const told = page.locator('[data-help=blocks]').getByText(/^Nothing was changed: this lesson/);
	await expect(told).toBeInViewport();
	const inspector = page.getByRole('region', { name: 'Selected part' });
	await inspector
		.getByRole('button', { name: /^7 × 7 depthwise/ })
		.first()
		.tap();
	const picked = page.getByRole('region', { name: 'Picked in the block' });
	await picked.getByRole('button', { name: 'Delete' }).tap();
	const editor = page.locator('[data-block-editor]');
	await expect(editor.getByText(/^Nothing was changed: this lesson/)).toBeInViewport();
	expect(await findings(page, { within: ['[data-block-editor]'] })).toEqual([]);
	await context.close();
});
