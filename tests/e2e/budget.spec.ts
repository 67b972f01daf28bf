import { expect, test, type Page } from '@playwright/test';
import { field, metric, openWorkspace } from './workspace.ts';

/** Opens what one step does, what is locked and how all is scaled. */
const openSteps = (page: Page) => page.getByText('Steps, locks, scaling').click();

const budget = (page: Page) => page.getByRole('region', { name: 'budget' });

test('a lock is kept by its free variable, and undone with the edit', async ({ page }) => {
	await openWorkspace(page);
	await page.getByRole('button', { name: 'lock MACs' }).click();
	await expect(budget(page)).toContainText('4.456 G');
	await budget(page).getByLabel('free variable').selectOption('depth of stage 3');

	await field(page, 'input').fill('192');
	await expect(budget(page)).toContainText(/depth of stage 3 9 → \d+; 4\.\d+ G, [+−±]/);
	await expect(field(page, 'depth, stage 3')).not.toHaveValue('9');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(metric(page, 'MACs', '4,455,531,264')).toBeVisible();
	await expect(field(page, 'depth, stage 3')).toHaveValue('9');
	await expect(field(page, 'input')).toHaveValue('224');
	await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('one step is told, one slider scales, and a metric that cannot be locked says why', async ({
	page
}) => {
	await test.step('before a field is touched, one step of it is told', async () => {
		await openWorkspace(page);
		await openSteps(page);
		const step = page.getByRole('region', { name: 'one step' });
		await field(page, 'depth, stage 3').focus();
		await expect(step).toContainText('depth, stage 3 9 → 10');
		await expect(step).toContainText('+5.3%');
		await field(page, 'width, stage 1').hover();
		await expect(step).toContainText('all widths, stage 1 96 → 104');
		await page.getByRole('tab', { name: 'One step' }).click();
		await expect(page.getByRole('rowheader', { name: 'expansion, stage 2' })).toBeVisible();
	});

	await test.step('one slider scales depth, width and resolution, and is one step back', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await page.getByText('Compound scaling').click();
		const slider = page.getByRole('slider', { name: 'compound scaling' });
		await slider.fill('1');
		await expect(field(page, 'depth, stage 3')).toHaveValue('11');
		await expect(field(page, 'width, stage 3')).toHaveValue('424');
		await expect(field(page, 'input')).toHaveValue('256');
		await slider.fill('2');
		await expect(field(page, 'depth, stage 3')).toHaveValue('13');
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(metric(page, 'MACs', '4,455,531,264')).toBeVisible();
		await expect(slider).toHaveValue('0');
	});

	await test.step('it says why a metric cannot be locked', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await budget(page).getByLabel('metric to lock').selectOption('params');
		await budget(page).getByLabel('free variable').selectOption('input size');
		await field(page, 'kernel, stage 3').fill('9');
		await expect(budget(page)).toContainText('input size does not change this metric');
		await budget(page).getByLabel('free variable').selectOption('width of stage 4');
		await expect(budget(page)).toContainText(/width of stage 4 768 → \d+/);
		await field(page, 'width, stage 4').fill('700');
		await expect(budget(page)).toContainText('you are editing width of stage 4 itself');
		await page.getByRole('button', { name: 'lock Params' }).click();
		await expect(budget(page).getByLabel('metric to lock')).toHaveValue('');
	});

	await test.step('peak memory can be locked as well', async () => {
		await openWorkspace(page, 'convnext_tiny');
		await budget(page).getByLabel('metric to lock').selectOption('peak memory');
		await budget(page).getByLabel('free variable').selectOption('input size');
		await field(page, 'expansion, stage 1').fill('8');
		await expect(budget(page)).toContainText(/input size 224 → 1\d\d/);
	});
});
