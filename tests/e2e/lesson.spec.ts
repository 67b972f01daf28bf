import { expect, test } from '@playwright/test';
import { findings } from './axe.ts';
import { field, openWorkspace } from './workspace.ts';

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
